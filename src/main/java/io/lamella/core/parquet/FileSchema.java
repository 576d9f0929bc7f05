package io.lamella.core.parquet;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/// The columns of a Parquet file as whoever wrote it declared them, of any type, flat or nested. Immutable.
///
/// Two are equal if the pages of the one can stand in a file of the other: if names, order, types and meanings are the same,
/// field ids too, and what readers make of them because of who wrote them.
public final class FileSchema {
    private final List<SchemaElement> elements;
    private final List<Leaf> leaves;
    private final List<String> lines;
    private final Dialect dialect;

    private FileSchema(List<SchemaElement> elements, Dialect dialect) {
        this.dialect = dialect;
        this.elements = List.copyOf(elements);
        this.leaves = Leaf.of(elements);
        this.lines = elements.stream().skip(1).map(ElementText::of).toList();
    }

    public static FileSchema of(Footer footer) {
        return of(Thrift.given(footer.metadata().getSchema()), Dialect.of(footer));
    }

    /// @param elements the tree in preorder, its root first
    static FileSchema of(List<SchemaElement> elements, Dialect dialect) {
        return new FileSchema(elements, dialect);
    }

    /// Whether rows can be taken out of their pages and encoded anew: every column has one value or null in each row, under a
    /// name of its own. Otherwise row groups can only be copied as they are.
    public boolean isFlat() {
        return !leaves.isEmpty()
                && leaves.stream()
                        .allMatch(leaf -> leaf.isFlat() && !leaf.name().isBlank())
                && leaves.stream().map(Leaf::name).distinct().count() == leaves.size();
    }

    /// The columns in words.
    public String text() {
        return String.join(", ", lines);
    }

    /// Not to be changed.
    List<SchemaElement> elements() {
        return elements;
    }

    Dialect dialect() {
        return dialect;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /// The place of a flat column; empty if there is none of that name.
    Optional<Integer> find(String name) {
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).name().equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /// Columns of the types that encoders know, stored in the same way as these: their bytes are the same, and whatever else
    /// the values mean stands in the [#elements]. Of flat columns only.
    List<Column> carriers() {
        var carriers = new ArrayList<Column>();
        for (var leaf : leaves) {
            carriers.add(new Column(leaf.name(), carrier(leaf), leaf.isRequired()));
        }
        return carriers;
    }

    private static ColumnType carrier(Leaf leaf) {
        return switch (leaf.type()) {
            case BOOLEAN -> new ColumnType.Bool();
            case INT32 -> new ColumnType.Int(32);
            case INT64 -> new ColumnType.Int(64);
            case FLOAT -> new ColumnType.Float32();
            case DOUBLE -> new ColumnType.Float64();
            case INT96 -> new ColumnType.Timestamp(ColumnType.TimestampUnit.INT96, true);
            case BYTE_ARRAY -> isText(leaf) ? new ColumnType.Text() : new ColumnType.Binary();
            case FIXED_LEN_BYTE_ARRAY -> new ColumnType.Fixed(leaf.typeLength(), isDecimal(leaf));
        };
    }

    private static boolean isText(Leaf leaf) {
        return Annotation.of(leaf.element())
                .filter(annotation -> annotation instanceof Annotation.Text
                        || annotation instanceof Annotation.Json
                        || annotation instanceof Annotation.Enumeration)
                .isPresent();
    }

    private static boolean isDecimal(Leaf leaf) {
        return Annotation.of(leaf.element())
                .filter(Annotation.Decimal.class::isInstance)
                .isPresent();
    }

    /// Why rows cannot be sorted by a column: they can only be copied, it is not there, or its carrier does not compare as what
    /// its values mean. Empty if they can.
    public Optional<String> unsortable(SortColumn by) {
        if (!isFlat()) {
            return Optional.of("its rows cannot be sorted: it has nested columns, so its row groups are only copied");
        }
        var leaf = find(by.column()).map(leaves::get);
        if (leaf.isEmpty()) {
            return Optional.of("it has no column `" + by.column() + "` to sort its rows by");
        }
        return hasBounds(leaf.get()) && leaf.get().type() != Type.INT96
                ? Optional.empty()
                : Optional.of("its rows cannot be sorted by `" + by.column()
                        + "`, since readers do not agree on the order of such values");
    }

    /// Whether the bounds that an encoder finds for the carrier of a column are bounds of what its values mean.
    static boolean hasBounds(Leaf leaf) {
        var annotation = Annotation.of(leaf.element());
        // Bounds of long values are cut short, which values of one length cannot be.
        if (annotation.isEmpty() || leaf.typeLength() > BoundTruncation.MAX_BYTES) {
            return false;
        }
        return switch (annotation.get()) {
            case Annotation.Int(int _, boolean signed) -> signed;
            case Annotation.Float16 _, Annotation.Null _ -> false;
            case Annotation.Decimal _ -> leaf.isLong() || leaf.typeLength() > 0;
            case Annotation.None _,
                    Annotation.Text _,
                    Annotation.Enumeration _,
                    Annotation.Json _,
                    Annotation.Date _,
                    Annotation.Time _,
                    Annotation.Timestamp _,
                    Annotation.Uuid _ -> true;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileSchema schema && lines.equals(schema.lines) && dialect.isSame(schema.dialect);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
