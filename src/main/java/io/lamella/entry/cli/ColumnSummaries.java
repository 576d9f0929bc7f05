package io.lamella.entry.cli;

import io.lamella.core.parquet.FileInspection;
import io.lamella.core.parquet.FileInspection.Chunk;
import io.lamella.entry.cli.page.ColumnSummary;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sums up what the row groups of a file say of each column.
record ColumnSummaries(FileInspection inspection) {
    static List<ColumnSummary> of(FileInspection inspection) {
        var summaries = new ColumnSummaries(inspection);
        return IntStream.range(0, inspection.columns().size())
                .mapToObj(summaries::summary)
                .toList();
    }

    private ColumnSummary summary(int column) {
        var declared = inspection.columns().get(column);
        var text = new ColumnText(declared.type());
        var chunks = inspection.rowGroups().stream()
                .map(group -> group.chunks().get(column))
                .toList();
        return new ColumnSummary(
                declared.name(),
                text.type(),
                declared.required(),
                declared.maxDefinition(),
                declared.maxRepetition(),
                nulls(chunks),
                bounded(chunks)
                        .map(Chunk::min)
                        .reduce(text::least)
                        .orElse(Optional.empty())
                        .map(text::value),
                bounded(chunks)
                        .map(Chunk::max)
                        .reduce(text::greatest)
                        .orElse(Optional.empty())
                        .map(text::value),
                chunks.stream().map(Chunk::codec).distinct().toList(),
                chunks.stream()
                        .flatMap(chunk -> chunk.encodings().stream())
                        .distinct()
                        .toList(),
                chunks.stream().mapToLong(Chunk::compressedBytes).sum(),
                chunks.stream().mapToLong(Chunk::uncompressedBytes).sum());
    }

    private static Optional<Long> nulls(List<Chunk> chunks) {
        return chunks.stream().allMatch(chunk -> chunk.nulls().isPresent())
                ? Optional.of(chunks.stream()
                        .mapToLong(chunk -> chunk.nulls().orElse(0L))
                        .sum())
                : Optional.empty();
    }

    /// Row groups in which every value is null have no bounds, and count for nothing.
    private static Stream<Chunk> bounded(List<Chunk> chunks) {
        return chunks.stream()
                .filter(chunk ->
                        chunk.nulls().filter(nulls -> nulls == chunk.values()).isEmpty());
    }
}
