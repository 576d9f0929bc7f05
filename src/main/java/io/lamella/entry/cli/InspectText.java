package io.lamella.entry.cli;

import io.lamella.core.parquet.FileInspection;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.PartMetadata;
import io.lamella.core.table.Snapshot;
import io.lamella.entry.cli.page.ColumnSummary;
import io.lamella.entry.cli.page.SealWords;
import io.lamella.entry.cli.text.Figures;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;

/// What is in a Parquet file, section by section.
final class InspectText {
    /// More lines of one kind than this are counted, not shown; JSON has them all.
    private static final int MAX_LINES = 20;

    private final ParquetFile file;
    private final FileInspection inspection;
    private final List<ColumnSummary> columns;
    private final List<FilterSummary> filters;
    private final List<Snapshot> snapshots;

    /// @param filters of the columns that have some
    /// @param snapshots those to be shown, the present one first
    InspectText(ParquetFile file, List<FilterSummary> filters, List<Snapshot> snapshots) {
        this.file = file;
        this.inspection = file.inspection();
        this.columns = ColumnSummaries.of(inspection);
        this.filters = filters;
        this.snapshots = snapshots;
    }

    void print(PrintWriter out) {
        out.println(file.file().name());
        out.println();
        out.printf("  size         %,d bytes%n", inspection.fileLength());
        out.printf("  rows         %,d%n", inspection.rows());
        out.printf("  created by   %s%n", inspection.createdBy().isEmpty() ? "(not said)" : inspection.createdBy());
        out.printf("  row groups   %,d, %s%n", inspection.rowGroups().size(), "page index " + pageIndex());
        orders().forEach(order -> out.printf("  sorted by    %s%n", order));
        out.printf("  footer       %,d bytes%n", inspection.footerBytes());
        out.printf(
                "  dead bytes   %,d (%.1f %% of the file)%n",
                inspection.deadBytes(), 100.0 * inspection.deadBytes() / inspection.fileLength());
        file.part().ifPresent(part -> part(part, out));
        rowGroups(out);
        columns(out);
        storage(out);
        filters(out);
        if (file.part().isPresent()) {
            ledger(out);
        } else {
            keyValues(out);
        }
        if (!snapshots.isEmpty()) {
            snapshots(out);
        }
    }

    private String pageIndex() {
        long with = inspection.rowGroups().stream()
                .filter(group -> !group.info().pageIndex().isEmpty())
                .count();
        if (with == 0) {
            return "no";
        }
        return with == inspection.rowGroups().size() ? "yes" : "in " + with + " of them";
    }

    /// What row groups are sorted by, each in itself; and how many, if not all of them.
    private List<String> orders() {
        int all = inspection.rowGroups().size();
        var groups = new LinkedHashMap<List<String>, Integer>();
        inspection.rowGroups().forEach(group -> groups.merge(group.sortedBy(), 1, Integer::sum));
        groups.remove(List.of());
        return groups.entrySet().stream()
                .map(order -> String.join(", ", order.getKey())
                        + (order.getValue() == all ? "" : ", %,d of %,d row groups".formatted(order.getValue(), all)))
                .toList();
    }

    private void part(PartMetadata part, PrintWriter out) {
        out.println();
        out.println("Part of a Lamella table");
        out.printf("  dataset      %s%n", part.dataset());
        out.printf(
                "  sealed       %s%n",
                part.sealed()
                        .map(reason -> "yes: " + SealWords.of(reason))
                        .orElse("no: the next rows are appended here"));
        out.printf("  appends      %,d%n", part.appends());
        out.printf(
                "  ledger       %s of %s, %s, %,d rejected%n",
                Figures.count(file.ledger().size(), "slice"),
                Figures.count(
                        file.ledger().stream()
                                .map(LedgerEntry::source)
                                .distinct()
                                .count(),
                        "source object"),
                Figures.count(ledgerRows(), "row"),
                file.ledger().stream().mapToLong(LedgerEntry::rejected).sum());
        if (ledgerRows() != inspection.rows()) {
            out.printf(
                    "  PROBLEM      the ledger names %,d rows, and the footer %,d: run `lamella verify %s`%n",
                    ledgerRows(), inspection.rows(), part.dataset());
        }
    }

    private long ledgerRows() {
        return file.ledger().stream().mapToLong(LedgerEntry::rows).sum();
    }

    private void rowGroups(PrintWriter out) {
        out.println();
        out.println("Row groups");
        var table = new TextTable(">#", ">rows", ">bytes", ">uncompressed", ">offset", ">page index");
        inspection.rowGroups().stream().limit(MAX_LINES).forEach(group -> {
            var info = group.info();
            table.row(
                    info.ordinal(),
                    info.rows(),
                    info.range().length(),
                    info.uncompressedBytes(),
                    info.range().offset(),
                    info.pageIndexBytes());
        });
        table.print(out);
        more(inspection.rowGroups().size(), out);
    }

    private static void more(int all, PrintWriter out) {
        if (all > MAX_LINES) {
            out.printf("  … and %,d more; --json shows all%n", all - MAX_LINES);
        }
    }

    private void columns(PrintWriter out) {
        out.println();
        out.println("Columns");
        var table = new TextTable("name", "type", "", ">nulls", "min", "max");
        for (var column : columns) {
            table.row(
                    brief(column.name(), 32),
                    brief(column.type().replace("FIXED_LEN_BYTE_ARRAY", "FIXED"), 28),
                    column.required() ? "req" : "",
                    column.nulls().<Object>map(count -> count).orElse("?"),
                    brief(column.min().orElse("-"), 24),
                    brief(column.max().orElse("-"), 24));
        }
        table.print(out);
    }

    private static String brief(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private void storage(PrintWriter out) {
        out.println();
        out.println("Storage of the columns");
        var table = new TextTable("name", ">def", ">rep", "codec", "encodings", ">bytes", ">uncompressed", ">ratio");
        for (var column : columns) {
            table.row(
                    brief(column.name(), 32),
                    column.maxDefinition(),
                    column.maxRepetition(),
                    String.join(" ", column.codecs()),
                    brief(String.join(" ", column.encodings()), 36),
                    column.bytes(),
                    column.uncompressedBytes(),
                    column.ratio());
        }
        table.print(out);
    }

    private void filters(PrintWriter out) {
        if (filters.isEmpty()) {
            return;
        }
        out.println();
        out.println("Bloom filters");
        var table = new TextTable("name", ">row groups", ">bytes", ">false positives");
        for (var filter : filters) {
            table.row(
                    brief(filter.column(), 32),
                    filter.filters() + " of " + inspection.rowGroups().size(),
                    filter.bytes(),
                    filter.falsePositives().isPresent()
                            ? "%.2f %%".formatted(100 * filter.falsePositives().getAsDouble())
                            : "?");
        }
        table.print(out);
    }

    private void ledger(PrintWriter out) {
        out.println();
        out.println("Ledger");
        var table = new TextTable("slice", "source object", ">rows", ">rejected");
        file.ledger().stream()
                .limit(MAX_LINES)
                .forEach(entry -> table.row(
                        entry.slice().hex().substring(0, 8), entry.source().uri(), entry.rows(), entry.rejected()));
        table.print(out);
        more(file.ledger().size(), out);
    }

    private void keyValues(PrintWriter out) {
        if (inspection.keyValues().isEmpty()) {
            return;
        }
        out.println();
        out.println("Key-values");
        var table = new TextTable("key", "value");
        inspection.keyValues().forEach(table::row);
        table.print(out);
    }

    private void snapshots(PrintWriter out) {
        out.println();
        out.println("Snapshots, the present one first: each is the beginning of this file, and a whole Parquet file");
        var table = new TextTable(">length", ">rows", ">row groups");
        snapshots.forEach(snapshot -> table.row(snapshot.length(), snapshot.rows(), snapshot.rowGroups()));
        table.print(out);
    }
}
