package io.lamella.core.parquet;

import io.lamella.core.event.ByteRange;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.LeafColumn;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/// Lays a Parquet file, or what is appended to one, byte behind byte.
///
/// It writes nothing itself: the caller puts the bytes that it is handed, or that it copies, where [#position] says, one
/// behind the other, ending with those of [#finish]. Not for use by more than one thread.
public final class FileLayout {
    /// In the form that readers parse to know the bugs of a writer; the build is not told apart.
    static final String CREATED_BY = "lamella version 0.1.0 (build 0)";

    /// Of files that have row groups of other writers too, so that nobody takes those for Lamella's.
    private static final String MERGED_BY = "lamella-merge version 0.1.0 (build 0)";

    private static final int MAX_ROW_GROUPS = Short.MAX_VALUE;

    private final FileMetaData metadata;
    private final List<Leaf> leaves;
    private final boolean isNew;
    private final String createdBy;
    private final List<PendingIndex> pending = new ArrayList<>();
    private long position;
    private int footerBytes;

    private FileLayout(FileMetaData metadata, boolean isNew, long position, String createdBy) {
        this.metadata = metadata;
        this.createdBy = createdBy;
        this.leaves = Leaf.of(Thrift.given(metadata.getSchema()));
        this.isNew = isNew;
        this.position = position;
    }

    /// A new file. Its first bytes are those of [#start].
    public static FileLayout create(TableSchema schema) {
        var metadata = new FileMetaData(1, SchemaElements.of(schema), 0, new ArrayList<>());
        metadata.setKey_value_metadata(new ArrayList<>());
        var leaves = LeafColumn.of(schema);
        metadata.setColumn_orders(Collections.nCopies(leaves.size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        var local = leaves.stream().filter(FileLayout::isLocalInt96).map(LeafColumn::name);
        var names = local.collect(Collectors.joining("\n"));
        if (!names.isEmpty()) {
            metadata.addToKey_value_metadata(new KeyValue(Footer.LOCAL_INT96).setValue(names));
        }
        return new FileLayout(metadata, true, 0, CREATED_BY);
    }

    /// A new file for row groups of any writers. Its first bytes are those of [#start].
    public static FileLayout create(FileSchema schema) {
        var metadata = new FileMetaData(1, new ArrayList<>(schema.elements()), 0, new ArrayList<>());
        metadata.setKey_value_metadata(new ArrayList<>());
        metadata.setColumn_orders(
                Collections.nCopies(schema.leaves().size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        return new FileLayout(metadata, true, 0, schema.dialect().createdBy().orElse(MERGED_BY));
    }

    /// What follows a whole file, which keeps all of its row groups, in order, where they are.
    public static FileLayout append(Footer head) {
        var metadata = new FileMetaData(head.metadata());
        if (!metadata.isSetKey_value_metadata()) {
            metadata.setKey_value_metadata(new ArrayList<>());
        }
        return new FileLayout(metadata, false, head.fileLength(), CREATED_BY);
    }

    /// Where the next byte goes.
    public long position() {
        return position;
    }

    /// The first bytes of a new file; nothing when appending.
    public List<ByteBuffer> start() {
        if (!isNew) {
            return List.of();
        }
        if (position != 0) {
            throw new IllegalStateException("the file was started already, and has reached byte " + position);
        }
        position = Integer.BYTES;
        return List.of(magic());
    }

    /// Registers a row group of ours; answers the bytes to write at [#position].
    public List<ByteBuffer> rowGroup(EncodedRowGroup group) {
        var relocation = new Relocation(ByteRange.whole(group.bytes()), next(group.bytes()));
        var moved = relocation.of(group.metadata());
        var indexes = new ArrayList<Optional<ByteBuffer>>();
        for (int i = 0; i < leaves.size(); i++) {
            boolean bounded = FileSchema.hasBounds(leaves.get(i));
            indexes.add(group.columnIndexes().get(i).filter(_ -> bounded).map(FileLayout::bytes));
            if (!bounded) {
                CopiedBounds.drop(Thrift.given(moved.getColumns()).get(i));
            }
        }
        add(
                moved,
                indexes,
                group.offsetIndexes().stream()
                        .map(index -> Optional.of(bytes(relocation.of(index))))
                        .toList());
        position += group.bytes();
        return group.content();
    }

    /// Registers a row group that the caller copies from `source`: the bytes of its [RowGroupInfo#range] to [#position].
    /// Every absolute offset moves along. Bloom filters that lie outside of that range stay behind, and are named no more.
    ///
    /// @param pageIndex the bytes of its [RowGroupInfo#pageIndex], range behind range; empty to leave the index behind
    /// @throws IllegalArgumentException when the columns of the source are not those of this file
    public void copied(Footer source, int rowGroup, ByteBuffer pageIndex) {
        checkSameColumns(source);
        var info = source.rowGroups().get(rowGroup);
        var relocation = new Relocation(info.range(), next(info.range().length()));
        var group = source.rowGroup(rowGroup);
        var index = new SourceIndex(info, pageIndex);
        var columnIndexes = new ArrayList<Optional<ByteBuffer>>();
        var offsetIndexes = new ArrayList<Optional<ByteBuffer>>();
        for (var chunk : source.columns(rowGroup)) {
            columnIndexes.add(index.columnIndex(chunk));
            offsetIndexes.add(index.offsetIndex(chunk).map(relocation::of).map(FileLayout::bytes));
        }
        add(relocation.of(group), columnIndexes, offsetIndexes);
        position += info.range().length();
    }

    /// Registers a row group that the caller copies from a file of any writer, as [#copied], and leaves behind what readers
    /// could take for more than it is.
    ///
    /// @param match of the source with the schema of this file, which must allow the copy
    public void copied(SchemaMatch match, Footer source, int rowGroup, ByteBuffer pageIndex) {
        if (!match.isCopyable()) {
            throw new IllegalArgumentException(
                    "the row groups of a file of " + FileSchema.of(source) + " cannot be copied");
        }
        var info = source.rowGroups().get(rowGroup);
        var relocation = new Relocation(info.range(), next(info.range().length()));
        var group = relocation.of(source.rowGroup(rowGroup));
        var index = new SourceIndex(info, pageIndex);
        var chunks = new ArrayList<ColumnChunk>();
        var columnIndexes = new ArrayList<Optional<ByteBuffer>>();
        var offsetIndexes = new ArrayList<Optional<ByteBuffer>>();
        for (int column : match.columns()) {
            var old = source.columns(rowGroup).get(column);
            var chunk = Thrift.given(group.getColumns()).get(column);
            boolean trusted = CopiedBounds.keepTrusted(source, column, chunk);
            chunks.add(chunk);
            columnIndexes.add(trusted ? index.columnIndex(old) : Optional.empty());
            offsetIndexes.add(index.offsetIndex(old).map(relocation::of).map(FileLayout::bytes));
        }
        group.setColumns(chunks);
        // It names columns by their place.
        group.unsetSorting_columns();
        add(group, columnIndexes, offsetIndexes);
        position += info.range().length();
    }

    /// Bytes that belong to nobody's row group, such as a ledger; answers the range they take. The caller writes them at
    /// the start of that range.
    public ByteRange block(ByteBuffer bytes) {
        var range = new ByteRange(next(bytes.remaining()), bytes.remaining());
        position = range.end();
        return range;
    }

    /// Row groups so far, those of the head included.
    public int rowGroups() {
        return metadata.getRow_groupsSize();
    }

    /// Rows so far, those of the head included.
    public long rows() {
        return metadata.getNum_rows();
    }

    /// Columns of the table without a value in any row so far, as far as statistics tell. Empty lists have none.
    public List<String> columnsWithoutValues() {
        var empty = new LinkedHashMap<String, Boolean>();
        for (var group : Thrift.given(metadata.getRow_groups())) {
            for (var chunk : Thrift.given(group.getColumns())) {
                var column = Thrift.given(chunk.getMeta_data());
                var statistics = column.getStatistics();
                boolean nothing = statistics != null
                        && statistics.isSetNull_count()
                        && statistics.getNull_count() == column.getNum_values();
                empty.merge(Thrift.given(column.getPath_in_schema()).getFirst(), nothing, Boolean::logicalAnd);
            }
        }
        return empty.keySet().stream().filter(empty::get).toList();
    }

    /// The last bytes of the file: page indexes of the new row groups, then footer, length and magic.
    ///
    /// @param keyValues replace old ones of the same name; the others stay
    public List<ByteBuffer> finish(Map<String, String> keyValues) {
        next(0);
        var bytes = new ArrayList<ByteBuffer>();
        for (var index : pending) {
            position = index.place(position, bytes);
        }
        pending.clear();
        metadata.setKey_value_metadata(merged(keyValues));
        metadata.setCreated_by(createdBy);
        var footer = Thrift.bytes(out -> Util.writeFileMetaData(metadata, out));
        int length = footer.remaining();
        bytes.add(footer);
        bytes.add(littleEndian(length));
        bytes.add(magic());
        footerBytes = length + Footer.TRAILER_BYTES;
        position += footerBytes;
        return List.copyOf(bytes);
    }

    /// Bytes of the footer just finished: metadata, length and magic.
    public int footerBytes() {
        return footerBytes;
    }

    private void add(
            RowGroup group, List<Optional<ByteBuffer>> columnIndexes, List<Optional<ByteBuffer>> offsetIndexes) {
        if (group.getColumnsSize() != leaves.size()) {
            throw new IllegalArgumentException(
                    "the file has " + leaves.size() + " columns but the row group " + group.getColumnsSize());
        }
        if (rowGroups() >= MAX_ROW_GROUPS) {
            throw new IllegalStateException("a file holds at most " + MAX_ROW_GROUPS + " row groups");
        }
        group.setOrdinal((short) rowGroups());
        metadata.setNum_rows(Math.addExact(metadata.getNum_rows(), group.getNum_rows()));
        metadata.addToRow_groups(group);
        pending.add(new PendingIndex(Thrift.given(group.getColumns()), columnIndexes, offsetIndexes));
    }

    /// The position, for so many bytes more.
    private long next(long bytes) {
        if (isNew && position == 0) {
            throw new IllegalStateException("a new file begins with the bytes of start()");
        }
        if (footerBytes != 0) {
            throw new IllegalStateException("the file is finished");
        }
        Math.addExact(position, bytes);
        return position;
    }

    private void checkSameColumns(Footer source) {
        if (!columns(leaves).equals(columns(source.leaves()))) {
            throw new IllegalArgumentException(
                    "a row group can be copied only between files of the same columns, but these are " + columns(leaves)
                            + " and " + columns(source.leaves()));
        }
    }

    /// What the bytes of pages depend on, and what their values mean.
    private static List<String> columns(List<Leaf> leaves) {
        return leaves.stream()
                .map(leaf -> leaf.name() + " " + leaf.type() + "(" + leaf.typeLength() + ") "
                        + leaf.maxDefinition() + "/" + leaf.maxRepetition() + " "
                        + Annotation.of(leaf.element()).map(Object::toString).orElse("unknown"))
                .map(text -> text.replace("Int[bits=32, signed=true]", "None[]"))
                .map(text -> text.replace("Int[bits=64, signed=true]", "None[]"))
                .toList();
    }

    private List<KeyValue> merged(Map<String, String> keyValues) {
        var merged = new LinkedHashMap<String, KeyValue>();
        for (var old : Thrift.given(metadata.getKey_value_metadata())) {
            merged.put(old.getKey(), old);
        }
        keyValues.forEach((key, value) -> merged.put(key, new KeyValue(key).setValue(value)));
        return new ArrayList<>(merged.values());
    }

    private static boolean isLocalInt96(LeafColumn column) {
        return column.type() instanceof ColumnType.Timestamp(ColumnType.TimestampUnit unit, boolean utc)
                && unit == ColumnType.TimestampUnit.INT96
                && !utc;
    }

    private static ByteBuffer bytes(ColumnIndex index) {
        return Thrift.bytes(out -> Util.writeColumnIndex(index, out));
    }

    private static ByteBuffer bytes(OffsetIndex index) {
        return Thrift.bytes(out -> Util.writeOffsetIndex(index, out));
    }

    private static ByteBuffer magic() {
        return littleEndian(Footer.MAGIC);
    }

    private static ByteBuffer littleEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .flip();
    }
}
