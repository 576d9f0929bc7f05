package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.filter2.compat.FilterCompat;

/// Holds the Bloom filters of a file against its values, with parquet-java.
public final class FilterCheck {
    private static final int ABSENT = 2000;

    private FilterCheck() {}

    /// Asserts that every filter finds each value of its column chunk, and few that are not there.
    ///
    /// @param falsePositives the fraction of those that was asked for
    /// @return how many filters there are, by column
    public static Map<String, Integer> assertTrue(Path file, double falsePositives) throws IOException {
        var filters = new TreeMap<String, Integer>();
        try (var reader = ParquetJava.open(file, FilterCompat.NOOP)) {
            var metadata = reader.getFileMetaData();
            for (var group : reader.getRowGroups()) {
                var store = new ColumnReadStoreImpl(
                        reader.readNextRowGroup(),
                        new GroupRecordConverter(metadata.getSchema()).getRootConverter(),
                        metadata.getSchema(),
                        metadata.getCreatedBy());
                for (var chunk : group.getColumns()) {
                    var filter = reader.readBloomFilter(chunk);
                    if (filter != null) {
                        var path = chunk.getPath().toDotString();
                        var column = store.getColumnReader(metadata.getSchema()
                                .getColumnDescription(chunk.getPath().toArray()));
                        assertFindsAll(path, column, chunk.getValueCount(), filter);
                        assertMissesMost(path, filter, falsePositives);
                        filters.merge(path, 1, Integer::sum);
                    }
                }
            }
        }
        return filters;
    }

    private static void assertFindsAll(String path, ColumnReader column, long entries, BloomFilter filter) {
        int present = column.getDescriptor().getMaxDefinitionLevel();
        long found = 0;
        long values = 0;
        for (long entry = 0; entry < entries; entry++) {
            if (column.getCurrentDefinitionLevel() == present) {
                values++;
                found += filter.findHash(hash(column, filter)) ? 1 : 0;
            }
            column.consume();
        }
        assertThat(found)
                .as("values that the filter of %s finds", path)
                .isEqualTo(values)
                .isPositive();
    }

    private static long hash(ColumnReader column, BloomFilter filter) {
        return switch (column.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> filter.hash(column.getInteger());
            case INT64 -> filter.hash(column.getLong());
            case FLOAT -> filter.hash(column.getFloat());
            case DOUBLE -> filter.hash(column.getDouble());
            case BINARY, FIXED_LEN_BYTE_ARRAY -> filter.hash(column.getBinary());
            case BOOLEAN, INT96 -> throw new AssertionError(column.getDescriptor() + " has a filter");
        };
    }

    private static void assertMissesMost(String path, BloomFilter filter, double falsePositives) {
        long found =
                new SplittableRandom(52).longs(ABSENT).filter(filter::findHash).count();
        assertThat(found).as("absent values that the filter of %s finds", path).isLessThanOrEqualTo((long)
                (2 * falsePositives * ABSENT));
    }
}
