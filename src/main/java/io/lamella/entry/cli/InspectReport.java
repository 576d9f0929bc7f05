package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.table.Snapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/// A Parquet file as a page of text or as JSON.
final class InspectReport implements Report {
    private final ParquetFile file;
    private final List<FilterSummary> filters;
    private final List<Snapshot> snapshots;

    InspectReport(ParquetFile file, boolean withSnapshots) throws IOException {
        this.file = file;
        this.filters = FilterSummary.of(file);
        this.snapshots = withSnapshots ? file.snapshots() : List.of();
    }

    @Override
    public void print(PrintWriter out) {
        new InspectText(file, filters, snapshots).print(out);
    }

    @Override
    public ObjectNode json() {
        return new InspectJson(file, filters, snapshots).json();
    }
}
