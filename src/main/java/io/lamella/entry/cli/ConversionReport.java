package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.entry.cli.text.Figures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What came of the conversion of one file.
///
/// @param decodedBytes of the text, decompressed
/// @param rejectedFile empty if no row was rejected
/// @param emptyColumns those without a value in any row, although there are rows; what is nested may have empty ones, or such of nulls
record ConversionReport(
        long rows,
        long rejected,
        int rowGroups,
        long inputBytes,
        long decodedBytes,
        long outputBytes,
        double seconds,
        Optional<Path> rejectedFile,
        List<Column> emptyColumns)
        implements Report {

    ConversionReport {
        emptyColumns = List.copyOf(emptyColumns);
    }

    /// Whether there were rows, and none fit.
    boolean isNothingTaken() {
        return rows == 0 && rejected > 0;
    }

    @Override
    public void print(PrintWriter out) {
        out.printf("  rows        %,14d%n", rows);
        out.printf("  rejected    %,14d%n", rejected);
        out.printf("  read        %,14d bytes (%,d decompressed)%n", inputBytes, decodedBytes);
        out.printf("  written     %,14d bytes in %s%n", outputBytes, Figures.count(rowGroups, "row group"));
        out.printf(
                "  time        %14.2f s, %.1f MB/s of text%n", seconds, decodedBytes / 1e6 / Math.max(1e-9, seconds));
        emptyColumns.forEach(column -> out.printf(
                "  column %s %s%n",
                column.name(),
                (column.type() instanceof ColumnType.Nested
                                ? "had only nulls, or arrays, maps and structs of nothing else, in all of %s"
                                : "had no value in any of %s")
                        .formatted(Figures.count(rows, "row"))));
        rejectedFile.ifPresent(file -> out.printf("  see %s for the rejected rows%n", file));
    }

    @Override
    public ObjectNode json() {
        var json = JsonText.object()
                .put("rows", rows)
                .put("rejected", rejected)
                .put("rowGroups", rowGroups)
                .put("inputBytes", inputBytes)
                .put("decodedBytes", decodedBytes)
                .put("outputBytes", outputBytes)
                .put("seconds", seconds);
        rejectedFile.ifPresent(file -> json.put("rejectedFile", file.toString()));
        var empty = json.putArray("emptyColumns");
        emptyColumns.forEach(column -> empty.add(column.name()));
        return json;
    }
}
