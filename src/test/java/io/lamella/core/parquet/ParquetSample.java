package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lamella.core.column.Vector;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.UUIDType;
import org.apache.parquet.format.Util;

/// Writes the smallest complete Parquet file around encoded row groups, so that other readers can read them.
final class ParquetSample {
    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);

    private ParquetSample() {}

    /// Encodes columns of equal length.
    ///
    /// @param step how far the rows lie apart in their vectors; 1 for side by side
    /// @param groupRows rows of each row group
    static List<EncodedRowGroup> encode(List<ColumnData> columns, WriterSettings settings, int step, int groupRows) {
        int total = columns.getFirst().values().size();
        var groups = new ArrayList<EncodedRowGroup>();
        try (var encoder = new RowGroupEncoder(schema(columns), settings)) {
            for (int from = 0; from < total; ) {
                int left = (int) Math.min(total - from, groupRows - encoder.rows());
                int count = Math.min(Vector.CAPACITY / step, left);
                append(encoder, columns, from, count, step);
                from += count;
                if (encoder.rows() == groupRows || from == total) {
                    groups.add(encoder.finish());
                }
            }
        }
        return groups;
    }

    private static void append(RowGroupEncoder encoder, List<ColumnData> columns, int from, int count, int step) {
        // What lies before and behind the part that is to be appended must not matter.
        int[] rows = IntStream.rangeClosed(-1, count).map(row -> row * step).toArray();
        var vectors =
                columns.stream().map(column -> column.vector(from, count, step)).toList();
        encoder.append(vectors, rows, 1, count + 1);
    }

    static TableSchema schema(List<ColumnData> columns) {
        return new TableSchema(columns.stream().map(ColumnData::column).toList());
    }

    static void write(Path file, TableSchema schema, List<EncodedRowGroup> groups) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        var rowGroups = new ArrayList<RowGroup>();
        for (var group : groups) {
            rowGroups.add(shift(group.metadata(), out.size()));
            group.content().forEach(page -> {
                byte[] bytes = new byte[page.remaining()];
                page.get(bytes);
                out.writeBytes(bytes);
            });
        }
        writeIndexes(groups, rowGroups, out);
        writeFooter(schema, groups, rowGroups, out);
        Files.write(file, out.toByteArray());
    }

    private static RowGroup shift(RowGroup group, long offset) {
        for (var chunk : group.getColumns()) {
            var metadata = chunk.getMeta_data();
            metadata.setData_page_offset(metadata.getData_page_offset() + offset);
            if (metadata.isSetDictionary_page_offset()) {
                metadata.setDictionary_page_offset(metadata.getDictionary_page_offset() + offset);
            }
        }
        return group.setFile_offset(offset);
    }

    private static void writeIndexes(List<EncodedRowGroup> groups, List<RowGroup> rowGroups, ByteArrayOutputStream out)
            throws IOException {
        for (int g = 0; g < groups.size(); g++) {
            long groupOffset = rowGroups.get(g).getFile_offset();
            for (int c = 0; c < rowGroups.get(g).getColumnsSize(); c++) {
                var chunk = rowGroups.get(g).getColumns().get(c);
                var columnIndex = groups.get(g).columnIndexes().get(c);
                if (columnIndex.isPresent()) {
                    chunk.setColumn_index_offset(out.size());
                    Util.writeColumnIndex(columnIndex.get(), out);
                    chunk.setColumn_index_length((int) (out.size() - chunk.getColumn_index_offset()));
                }
                var offsetIndex = groups.get(g).offsetIndexes().get(c);
                offsetIndex
                        .getPage_locations()
                        .forEach(location -> location.setOffset(location.getOffset() + groupOffset));
                chunk.setOffset_index_offset(out.size());
                Util.writeOffsetIndex(offsetIndex, out);
                chunk.setOffset_index_length((int) (out.size() - chunk.getOffset_index_offset()));
            }
        }
    }

    private static void writeFooter(
            TableSchema schema, List<EncodedRowGroup> groups, List<RowGroup> rowGroups, ByteArrayOutputStream out)
            throws IOException {
        var elements = new ArrayList<SchemaElement>();
        elements.add(new SchemaElement("table").setNum_children(schema.columns().size()));
        schema.columns().forEach(column -> elements.add(element(column)));
        var metadata = new FileMetaData(
                        1,
                        elements,
                        groups.stream().mapToLong(EncodedRowGroup::rows).sum(),
                        rowGroups)
                .setCreated_by("lamella version test (build test)")
                .setColumn_orders(schema.columns().stream()
                        .map(_ -> ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()))
                        .toList());
        int start = out.size();
        Util.writeFileMetaData(metadata, out);
        out.writeBytes(LittleEndian.bytes(out.size() - start));
        out.writeBytes(MAGIC);
    }

    private static SchemaElement element(Column column) {
        var element = new SchemaElement(column.name())
                .setRepetition_type(column.required() ? FieldRepetitionType.REQUIRED : FieldRepetitionType.OPTIONAL);
        switch (column.type().storage()) {
            case BOOLEAN -> element.setType(Type.BOOLEAN);
            case INT32 -> element.setType(Type.INT32);
            case INT64 -> element.setType(Type.INT64);
            case FLOAT -> element.setType(Type.FLOAT);
            case DOUBLE -> element.setType(Type.DOUBLE);
            case BYTES -> element.setType(Type.BYTE_ARRAY);
            case FIXED ->
                element.setType(Type.FIXED_LEN_BYTE_ARRAY)
                        .setType_length(column.type().fixedLength());
            case INT96 -> element.setType(Type.INT96);
        }
        switch (column.type()) {
            case ColumnType.Text _ ->
                element.setLogicalType(LogicalType.STRING(new StringType())).setConverted_type(ConvertedType.UTF8);
            case ColumnType.Int(int bits) ->
                element.setLogicalType(LogicalType.INTEGER(new IntType((byte) bits, true)));
            case ColumnType.Decimal(int precision, int scale) ->
                element.setLogicalType(LogicalType.DECIMAL(new DecimalType(scale, precision)))
                        .setConverted_type(ConvertedType.DECIMAL)
                        .setPrecision(precision)
                        .setScale(scale);
            case ColumnType.Uuid _ -> element.setLogicalType(LogicalType.UUID(new UUIDType()));
            case ColumnType.Timestamp(ColumnType.TimestampUnit unit, boolean utc)
            when unit != ColumnType.TimestampUnit.INT96 ->
                element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(
                        utc,
                        unit == ColumnType.TimestampUnit.MILLIS
                                ? TimeUnit.MILLIS(new MilliSeconds())
                                : TimeUnit.MICROS(new MicroSeconds()))));
            case ColumnType.Json _,
                    ColumnType.Bool _,
                    ColumnType.Float32 _,
                    ColumnType.Float64 _,
                    ColumnType.Date _,
                    ColumnType.Time _,
                    ColumnType.Timestamp _,
                    ColumnType.Binary _,
                    ColumnType.Nested _,
                    ColumnType.Fixed _ -> {}
        }
        return element;
    }
}
