package io.lamella.entry.wiring.config;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Dataset.AppendMode;
import io.lamella.core.table.Lake;
import io.lamella.core.table.PartitionField;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One dataset.
final class DatasetReader {
    static final List<String> KEYS = List.of(
            "source",
            "sources",
            "format",
            "columns",
            "partitions",
            "freshness",
            "row-group-size",
            "part-size",
            "max-row-groups",
            "max-dead-bytes",
            "slice-size",
            "codec",
            "compatibility",
            "dictionary-size",
            "page-size",
            "page-rows",
            "sort-by",
            "bad-rows",
            "whole-objects",
            "append",
            "seal-after",
            "settle");

    private static final Duration MAX_FRESHNESS = Duration.ofDays(30);
    private static final Duration MAX_SEAL_AFTER = Duration.ofDays(3650);

    private DatasetReader() {}

    static Optional<Dataset> read(String name, Value value, Optional<Lake> lake) {
        return value.section(KEYS).map(section -> read(name, section, lake));
    }

    private static Dataset read(String name, Section section, Optional<Lake> lake) {
        var sources = SourcesReader.read(section, lake);
        InputFormat format = section.get("format").flatMap(FormatReader::read).orElse(InputFormat.Csv.DEFAULT);
        if (section.get("format").isEmpty()) {
            SourcesReader.checkLooksLikeCsv(section, sources);
        }
        var writer = WriterReader.read(section);
        var read = section.require("columns", "columns: {id: string}")
                .map(value -> ColumnsReader.read(value, format, writer.compatibility()))
                .orElse(ColumnsReader.Columns.NONE);
        List<ColumnSource> columns = read.sources();
        List<PartitionField> partitions = section.get("partitions")
                .map(value -> PartitionsReader.read(value, columns))
                .orElse(List.of());
        Duration freshness = section.get("freshness")
                .flatMap(value -> value.duration(Duration.ZERO, MAX_FRESHNESS))
                .orElse(Dataset.DEFAULT_FRESHNESS);
        AppendMode append = section.get("append")
                .flatMap(value -> value.oneOf(AppendMode.class))
                .orElse(AppendMode.ALWAYS);
        var dataset = new Dataset(
                name,
                sources,
                format,
                columns,
                partitions,
                freshness,
                SizesReader.read(section),
                writer.with(read.settings())
                        .sortedBy(section.get("sort-by")
                                .map(value -> SortReader.read(value, columns))
                                .orElse(List.of())),
                section.get("bad-rows").flatMap(BadRowsReader::read).orElse(Dataset.BadRows.ANY),
                section.get("whole-objects").flatMap(Value::flag).orElse(false),
                append,
                section.get("seal-after").flatMap(value -> sealAfter(value, freshness)),
                section.get("settle").flatMap(SettleReader::read));
        checkAppendNever(section, append);
        return dataset;
    }

    private static Optional<Duration> sealAfter(Value value, Duration freshness) {
        return value.duration(freshness, MAX_SEAL_AFTER);
    }

    private static void checkAppendNever(Section section, AppendMode append) {
        if (append == AppendMode.NEVER) {
            for (String key : List.of("seal-after", "settle")) {
                section.get(key)
                        .ifPresent(value -> value.problemAtKey("contradicts `append: never`, which seals every part at"
                                + " once and writes it only once; remove one of the two"));
            }
        }
    }
}
