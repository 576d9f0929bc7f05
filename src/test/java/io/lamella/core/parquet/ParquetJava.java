package io.lamella.core.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.jspecify.annotations.Nullable;

/// Reads with parquet-java's column readers, checksums verified.
public final class ParquetJava {
    private ParquetJava() {}

    /// All values by column, as vectors hold them.
    static Map<String, List<@Nullable Object>> read(Path file) throws IOException {
        try (var reader = open(file, FilterCompat.NOOP)) {
            var columns = new LinkedHashMap<String, List<@Nullable Object>>();
            for (var pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                readRowGroup(reader, pages, columns);
            }
            return columns;
        }
    }

    /// A digest of each column: of all its values, nulls among them, in their order.
    static List<Long> digests(Path file) throws IOException {
        try (var reader = open(file, FilterCompat.NOOP)) {
            var metadata = reader.getFileMetaData();
            var digests = new long[metadata.getSchema().getColumns().size()];
            for (var pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                var store =
                        new ColumnReadStoreImpl(pages, new Ignoring(), metadata.getSchema(), metadata.getCreatedBy());
                for (int i = 0; i < digests.length; i++) {
                    var column = store.getColumnReader(
                            metadata.getSchema().getColumns().get(i));
                    digests[i] = digest(column, pages.getRowCount(), digests[i]);
                }
            }
            return LongStream.of(digests).boxed().toList();
        }
    }

    private static long digest(ColumnReader column, long rows, long before) {
        long digest = before;
        int present = column.getDescriptor().getMaxDefinitionLevel();
        for (long row = 0; row < rows; row++) {
            digest = SameValues.next(digest, column.getCurrentDefinitionLevel() == present ? value(column) : null);
            column.consume();
        }
        return digest;
    }

    /// The rows of the pages that the column indexes do not exclude.
    static Map<String, List<@Nullable Object>> readFiltered(Path file, FilterCompat.Filter filter) throws IOException {
        try (var reader = open(file, filter)) {
            var columns = new LinkedHashMap<String, List<@Nullable Object>>();
            for (var pages = reader.readNextFilteredRowGroup();
                    pages != null;
                    pages = reader.readNextFilteredRowGroup()) {
                readRowGroup(reader, pages, columns);
            }
            return columns;
        }
    }

    static List<BlockMetaData> rowGroups(Path file) throws IOException {
        try (var reader = open(file, FilterCompat.NOOP)) {
            return reader.getRowGroups();
        }
    }

    static @Nullable ColumnIndex columnIndex(Path file, int column) throws IOException {
        try (var reader = open(file, FilterCompat.NOOP)) {
            return reader.readColumnIndex(
                    reader.getRowGroups().getFirst().getColumns().get(column));
        }
    }

    /// The values of a column of whole numbers, in the row groups that belong to the split `[from, to)`: as Spark and others
    /// have it, those whose middle is in it. All other columns of them are decoded too.
    public static List<Long> longs(byte[] file, String column, long from, long to) {
        var options = options(FilterCompat.NOOP).withRange(from, to).build();
        try (var reader = ParquetFileReader.open(new InputInMemory(file), options)) {
            var values = new ArrayList<Long>();
            for (var pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                var columns = new LinkedHashMap<String, List<@Nullable Object>>();
                readRowGroup(reader, pages, columns);
                columns.getOrDefault(column, List.of()).forEach(value -> values.add((Long) value));
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ParquetFileReader open(Path file, FilterCompat.Filter filter) throws IOException {
        return ParquetFileReader.open(new LocalInputFile(file), options(filter).build());
    }

    private static ParquetReadOptions.Builder options(FilterCompat.Filter filter) {
        return ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new PlainCodecs())
                .withRecordFilter(filter)
                .usePageChecksumVerification(true);
    }

    private static void readRowGroup(
            ParquetFileReader reader, PageReadStore pages, Map<String, List<@Nullable Object>> columns) {
        var metadata = reader.getFileMetaData();
        var store = new ColumnReadStoreImpl(pages, new Ignoring(), metadata.getSchema(), metadata.getCreatedBy());
        for (var descriptor : metadata.getSchema().getColumns()) {
            var values = columns.computeIfAbsent(descriptor.getPath()[0], _ -> new ArrayList<>());
            var column = store.getColumnReader(descriptor);
            for (long row = 0; row < pages.getRowCount(); row++) {
                values.add(
                        column.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel()
                                ? value(column)
                                : null);
                column.consume();
            }
        }
    }

    private static Object value(ColumnReader column) {
        return switch (column.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> column.getBoolean() ? 1L : 0L;
            case INT32 -> (long) column.getInteger();
            case INT64 -> column.getLong();
            case FLOAT -> (long) Float.floatToRawIntBits(column.getFloat());
            case DOUBLE -> Double.doubleToRawLongBits(column.getDouble());
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> column.getBinary().getBytes();
        };
    }

    private static final class Ignoring extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
