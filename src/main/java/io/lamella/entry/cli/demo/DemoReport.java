package io.lamella.entry.cli.demo;

import io.lamella.entry.cli.text.Figures;
import io.lamella.pipeline.Audit;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the demo shows at its end: whether the rows add up, what became of the files, and how a part is laid out.
final class DemoReport {
    private final PrintWriter out;
    private final Path directory;
    private final DemoFiles input;
    private final List<Audit.PartReport> parts;
    private final long quarantined;
    private final Duration took;

    DemoReport(
            PrintWriter out,
            Path directory,
            DemoFiles input,
            List<Audit.PartReport> parts,
            long quarantined,
            Duration took) {
        this.out = out;
        this.directory = directory;
        this.input = input;
        this.parts = parts;
        this.quarantined = quarantined;
        this.took = took;
    }

    /// Prints what came in, and what became of it.
    void printRows() {
        rows(rowsIn(), rowsInTables());
        files();
        layout();
    }

    /// Prints whether it adds up, and answers the exit code: 0 if every row is accounted for.
    int printEnd(boolean done) {
        var problems = parts.stream()
                .flatMap(part -> part.problems().stream().map(problem -> part.location() + ": " + problem))
                .toList();
        boolean right = done && rowsIn() == rowsInTables() + quarantined && problems.isEmpty();
        problems.forEach(problem -> out.println("  PROBLEM " + problem));
        if (!done) {
            out.println("  PROBLEM not all that landed was published in time; look into " + directory);
        }
        next();
        out.printf(
                "  %s, in %.1f s.%n%n",
                right ? "Every row is accounted for" : "The rows do NOT add up", took.toMillis() / 1000.0);
        out.flush();
        return right ? 0 : 1;
    }

    private long rowsIn() {
        return input.written().stream().mapToLong(DemoFiles.Written::rows).sum();
    }

    private long rowsInTables() {
        return parts.stream().mapToLong(Audit.PartReport::rows).sum();
    }

    private void rows(long rowsIn, long inTables) {
        out.printf("  rows that landed      %,10d%n", rowsIn);
        out.printf("  rows in the tables    %,10d   (decoded again, and equal to their ledgers)%n", inTables);
        out.printf("  rows in quarantine    %,10d   (each with its reason, line and raw text)%n%n", quarantined);
    }

    private void files() {
        long before =
                input.written().stream().mapToLong(DemoFiles.Written::bytes).sum();
        long after = parts.stream().mapToLong(Audit.PartReport::bytes).sum();
        out.printf(
                "  files before          %,10d   %,d bytes%n", input.written().size(), before);
        out.printf("  files after           %,10d   %,d bytes of Parquet%n%n", parts.size(), after);
        for (var part : parts) {
            out.printf(
                    "    %s  %s, %s, %s, %s%n",
                    part.location().key(),
                    Figures.count(part.rows(), "row"),
                    Figures.count(part.rowGroups(), "row group"),
                    Figures.count(part.snapshots(), "snapshot"),
                    Figures.count(part.slices(), input.written().size() == 1 ? "slice" : "source object"));
        }
        out.println();
    }

    private void layout() {
        parts.stream()
                .max((one, other) -> Integer.compare(one.snapshots(), other.snapshots()))
                .ifPresent(part -> {
                    int shown = Math.min(4, part.snapshots());
                    out.printf("  %s, byte by byte:%n%n", part.location().key());
                    var top = new StringBuilder("    ");
                    var middle = new StringBuilder("    ");
                    for (int i = 1; i <= shown; i++) {
                        var cell = " rows " + i + " | ledger " + i + " | footer " + i + " ";
                        top.append('+').append("-".repeat(cell.length()));
                        middle.append('|').append(cell);
                    }
                    boolean more = part.snapshots() > shown;
                    out.println(top + "+" + (more ? "- - -" : ""));
                    out.println(middle + "|" + (more ? " ... " + part.snapshots() : ""));
                    out.println(top + "+" + (more ? "- - -" : ""));
                    out.printf(
                            "%n    Each footer ends a whole Parquet file: what a reader listed stays what it reads.%n%n");
                });
    }

    private void next() {
        out.println("  Where to look next:");
        parts.stream()
                .findFirst()
                .ifPresent(part -> out.printf(
                        "    ./lamella inspect %s --html part.html%n",
                        directory
                                .resolve(part.location().bucket())
                                .resolve(part.location().key())));
        input.written().stream()
                .filter(file -> file.badRows() > 0)
                .findFirst()
                .ifPresent(file -> out.printf(
                        "    ./lamella status %s --config %s --root %s%n",
                        directory.resolve("landing").resolve(file.key()),
                        directory.resolve("lamella.yaml"),
                        directory));
        out.printf("    ./lamella verify events --config %s --root %s%n", directory.resolve("lamella.yaml"), directory);
        out.printf(
                "    duckdb -c \"select country, count(*), sum(price) from '%s/lake/tables/events/**/*.parquet' group by 1\"%n%n",
                directory);
    }
}
