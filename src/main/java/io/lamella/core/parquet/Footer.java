package io.lamella.core.parquet;

import io.lamella.core.event.ByteRange;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;

/// What the footer of a Parquet file says. Immutable.
///
/// A file ends with the metadata, their length (four bytes, little endian) and the magic `PAR1`
/// ([specification](https://parquet.apache.org/docs/file-format/)).
public final class Footer {
    private static final String NO_PARQUET =
            "it is no Parquet file, or was cut short; `lamella convert` makes one of CSV";

    /// The names of INT96 columns that hold local timestamps, one a line. No annotation could say so.
    static final String LOCAL_INT96 = "lamella.int96.local";

    static final int MAGIC = magic('1');
    private static final int ENCRYPTED_MAGIC = magic('E');

    /// Length and magic.
    static final int TRAILER_BYTES = 8;

    private static final Pattern WRITERS_OF_SHORT_CHUNKS = Pattern.compile(
            "(parquet-mr version 1\\.[01]\\b|parquet-mr version 1\\.2\\.[0-8]\\b|impala version 1\\.).*");

    private final FileMetaData metadata;
    private final List<Leaf> leaves;
    private final List<RowGroupInfo> rowGroups;
    private final Optional<TableSchema> tableSchema;
    private final long fileLength;
    private final long footerBytes;

    private Footer(FileMetaData metadata, List<Leaf> leaves, long fileLength, long footerBytes) {
        this.metadata = metadata;
        this.leaves = leaves;
        this.fileLength = fileLength;
        this.footerBytes = footerBytes;
        this.rowGroups = new RowGroupCheck(leaves, fileLength - footerBytes, shortChunks()).all(metadata);
        var local = keyValues().getOrDefault(LOCAL_INT96, "");
        this.tableSchema = TableColumns.of(
                Thrift.given(metadata.getSchema()), leaves, local.isEmpty() ? Set.of() : Set.of(local.split("\n", -1)));
    }

    /// The bytes from the end of a file that hold the whole footer (metadata, length, magic), told from its last 8 bytes
    /// or more.
    ///
    /// @throws ParquetFormatException when they are not the end of a Parquet file
    public static long tailBytes(ByteBuffer lastBytes) {
        if (lastBytes.remaining() < TRAILER_BYTES) {
            throw new ParquetFormatException("a Parquet file has at least 12 bytes, but only " + lastBytes.remaining()
                    + " are here; " + NO_PARQUET);
        }
        var trailer = lastBytes
                .slice(lastBytes.limit() - TRAILER_BYTES, TRAILER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        int magic = trailer.getInt(4);
        if (magic == ENCRYPTED_MAGIC) {
            throw new ParquetFormatException("the footer is encrypted, which is not supported");
        }
        if (magic != MAGIC) {
            throw new ParquetFormatException("a Parquet file ends with PAR1, but this one with the bytes "
                    + Integer.toHexString(Integer.reverseBytes(magic)) + "; " + NO_PARQUET);
        }
        int length = trailer.getInt(0);
        if (length < 0) {
            throw new ParquetFormatException("the footer cannot have " + length + " bytes");
        }
        return (long) length + TRAILER_BYTES;
    }

    /// Parses a footer.
    ///
    /// @param tail ends with the file's last byte and has at least [#tailBytes]; its position is not moved
    /// @param fileLength bytes of the whole file: nothing may lie beyond
    public static Footer parse(ByteBuffer tail, long fileLength) {
        long footerBytes = tailBytes(tail);
        if (footerBytes > fileLength - 4) {
            throw new ParquetFormatException(
                    "the footer claims " + footerBytes + " bytes of a file that has " + fileLength);
        }
        if (footerBytes > tail.remaining()) {
            throw new ParquetFormatException(
                    "the footer has " + footerBytes + " bytes but only " + tail.remaining() + " were given");
        }
        int length = Math.toIntExact(footerBytes - TRAILER_BYTES);
        var bytes = tail.slice(tail.limit() - TRAILER_BYTES - length, length);
        var metadata = Thrift.read(bytes, new FileMetaData(), "the footer");
        if (metadata.isSetEncryption_algorithm()) {
            throw new ParquetFormatException("the file is encrypted, which is not supported");
        }
        return new Footer(metadata, Leaf.of(Thrift.given(metadata.getSchema())), fileLength, footerBytes);
    }

    public long fileLength() {
        return fileLength;
    }

    /// The bytes of the footer itself: metadata, length, magic.
    public long footerBytes() {
        return footerBytes;
    }

    public long rows() {
        return metadata.getNum_rows();
    }

    public List<RowGroupInfo> rowGroups() {
        return rowGroups;
    }

    /// In the file's order. A key without a value has the value `""`.
    public Map<String, String> keyValues() {
        var map = new LinkedHashMap<String, String>();
        for (var entry : rawKeyValues()) {
            map.put(entry.getKey(), entry.isSetValue() ? entry.getValue() : "");
        }
        return Collections.unmodifiableMap(map);
    }

    /// Who wrote the file, `""` when it does not say.
    public String createdBy() {
        var createdBy = metadata.getCreated_by();
        return createdBy == null ? "" : createdBy;
    }

    /// The schema, when every column is of a type Lamella writes; empty otherwise.
    public Optional<TableSchema> tableSchema() {
        return tableSchema;
    }

    /// Columns of every row group: the leaves of the schema.
    public int columnCount() {
        return leaves.size();
    }

    /// The bytes of the pages of all row groups and of their page indexes.
    public List<ByteRange> liveRanges() {
        var ranges = new ArrayList<ByteRange>();
        for (var group : rowGroups) {
            ranges.add(group.range());
            ranges.addAll(group.pageIndex());
        }
        return List.copyOf(ranges);
    }

    /// The bytes of the pages of one column of a row group; of length 0 if it has none.
    ///
    /// @param leaf among the leaves of the schema, from 0
    public ByteRange chunk(int rowGroup, int leaf) {
        var column = Thrift.given(columns(rowGroup).get(leaf).getMeta_data());
        if (column.getTotal_compressed_size() == 0) {
            return new ByteRange(0, 0);
        }
        long start = RowGroupCheck.start(column);
        long end = shortChunks() ? rowGroups.get(rowGroup).range().end() : start + column.getTotal_compressed_size();
        return new ByteRange(start, end - start);
    }

    /// What the pages of one column of a row group take before compression, in bytes.
    public long uncompressedBytes(int rowGroup, int leaf) {
        return Thrift.given(columns(rowGroup).get(leaf).getMeta_data()).getTotal_uncompressed_size();
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /// Not to be changed.
    FileMetaData metadata() {
        return metadata;
    }

    RowGroup rowGroup(int rowGroup) {
        return Thrift.given(metadata.getRow_groups()).get(rowGroup);
    }

    List<ColumnChunk> columns(int rowGroup) {
        return Thrift.given(rowGroup(rowGroup).getColumns());
    }

    List<KeyValue> rawKeyValues() {
        var keyValues = metadata.getKey_value_metadata();
        return keyValues == null ? List.of() : keyValues;
    }

    /// Whether Lamella wrote the file.
    boolean isOurs() {
        return createdBy().startsWith("lamella version ");
    }

    /// Whether the writer forgot headers when it added up the size of a column: parquet-mr before 1.2.9 (PARQUET-816),
    /// and the Impala of its time.
    boolean shortChunks() {
        return WRITERS_OF_SHORT_CHUNKS.matcher(createdBy()).matches();
    }

    private static int magic(char last) {
        return 'P' | 'A' << 8 | 'R' << 16 | last << 24;
    }
}
