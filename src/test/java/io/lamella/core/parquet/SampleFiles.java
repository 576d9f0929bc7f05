package io.lamella.core.parquet;

import java.util.List;
import java.util.Map;

/// Files in memory, written by us.
final class SampleFiles {
    private SampleFiles() {}

    /// Some rows, in one row group.
    static byte[] file(List<ColumnData> columns, int from, int to, WriterSettings settings) {
        var some = columns.stream()
                .map(column -> new ColumnData(column.column(), column.values().subList(from, to)))
                .toList();
        return FileInMemory.create(ParquetSample.schema(columns))
                .rowGroups(ParquetSample.encode(some, settings, 1, to - from))
                .finish(Map.of());
    }

    /// All rows of some files, in one row group.
    static byte[] join(List<ColumnData> columns, List<byte[]> sources, WriterSettings settings) {
        var schema = ParquetSample.schema(columns);
        var file = FileInMemory.create(schema);
        try (var joiner = new RowGroupJoiner(schema, settings, new RowGroupSize(1L << 40), file.layout())) {
            sources.forEach(source -> file.join(joiner, source, 0));
            return file.end(joiner).finish(Map.of());
        }
    }
}
