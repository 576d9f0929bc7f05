package io.lamella.core.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.parquet.format.Encoding;

/// How the columns of a file come into a file of another schema. Immutable.
public final class SchemaMatch {
    private static final Pattern BROKEN_PREFIXES = Pattern.compile("parquet-mr version 1\\.[0-7]\\b.*");

    /// The place of a column that the source has not.
    static final int MISSING = -1;

    private final FileSchema target;
    private final List<Integer> columns;
    private final List<ValueConversion> conversions;
    private final boolean copyable;

    private SchemaMatch(FileSchema target, List<Integer> columns, List<ValueConversion> conversions, boolean copyable) {
        this.target = target;
        this.columns = List.copyOf(columns);
        this.conversions = List.copyOf(conversions);
        this.copyable = copyable;
    }

    /// @param target that a [SchemaUnion] found for the source and others
    public static SchemaMatch of(FileSchema target, Footer source) {
        var from = FileSchema.of(source);
        boolean whole = !isBoundToItsWriter(source);
        if (from.equals(target)) {
            var all = IntStream.range(0, source.columnCount()).boxed().toList();
            var same = all.stream().map(_ -> ValueConversion.NONE).toList();
            return new SchemaMatch(target, all, same, whole);
        }
        if (!from.isFlat() || !target.isFlat()) {
            throw new ParquetFormatException("its columns are `" + from + "` but must be `" + target + "`");
        }
        var columns = new ArrayList<Integer>();
        var conversions = new ArrayList<ValueConversion>();
        for (var leaf : target.leaves()) {
            int column = from.find(leaf.name()).orElse(MISSING);
            columns.add(column);
            conversions.add(
                    column == MISSING
                            ? ValueConversion.NONE
                            : ValueConversion.of(from.leaves().get(column), leaf));
        }
        boolean all = columns.size() == from.leaves().size() && !columns.contains(MISSING);
        boolean unchanged = conversions.stream().allMatch(conversion -> conversion.equals(ValueConversion.NONE));
        return new SchemaMatch(target, columns, conversions, whole && all && unchanged);
    }

    /// Sizes that are too small would be believed in a file of another writer; and of old parquet-mr readers know that a page of
    /// DELTA_BYTE_ARRAY may need the one before it (PARQUET-246).
    private static boolean isBoundToItsWriter(Footer source) {
        return source.shortChunks()
                || BROKEN_PREFIXES.matcher(source.createdBy()).matches()
                        && source.rowGroups().stream()
                                .flatMap(group -> source.columns(group.ordinal()).stream())
                                .map(chunk -> Thrift.given(chunk.getMeta_data()))
                                .anyMatch(column ->
                                        Thrift.given(column.getEncodings()).contains(Encoding.DELTA_BYTE_ARRAY));
    }

    /// Whether row groups can be copied as they are.
    public boolean isCopyable() {
        return copyable;
    }

    /// Whether rows can be taken out of their pages and encoded anew.
    public boolean isJoinable() {
        return target.isFlat();
    }

    FileSchema target() {
        return target;
    }

    /// For each column of the target, its place in the source or [#MISSING].
    List<Integer> columns() {
        return columns;
    }

    /// For each column of the target.
    List<ValueConversion> conversions() {
        return conversions;
    }
}
