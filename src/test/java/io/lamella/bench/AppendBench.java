package io.lamella.bench;

import io.lamella.pipeline.StoreMeter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/// What it costs to append a thousand rows to heads of several sizes, counted at the store.
final class AppendBench {
    /// Bytes of text that make one byte of Parquet.
    private static final double TEXT_PER_PARQUET = 3.25;

    private static final long THOUSAND_ROWS = 130_000;
    private static final double KIB = 1024;
    private static final double MIB = 1024 * 1024;

    private final Path folder;
    private final PrintStream out;

    AppendBench(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    void header() {
        out.println(
                "| head before | sent | received | copied inside the store | requests | of them copies of ranges |");
        out.println("|---|---|---|---|---|---|");
    }

    /// Makes a head of about so many bytes, appends to it, and prints a line.
    void append(long headBytes) throws IOException, SQLException {
        var root = folder.resolve("append-" + UUID.randomUUID());
        try {
            var lake = new BenchLake(root);
            var large = Input.of(new EventWorkload(Workload.Format.CSV), folder, (long) (headBytes * TEXT_PER_PARQUET));
            lake.land(root, "large.csv", large.file());
            lake.compact();
            double before = lake.head().size();
            var small = Input.of(new EventWorkload(Workload.Format.CSV), folder, THOUSAND_ROWS);
            lake.land(root, "small.csv", small.file());
            var start = lake.meter.read();
            lake.compact();
            var cost = lake.meter.read().since(start);
            out.printf(
                    "| %.1f MiB | %,.0f KiB | %,.0f KiB | %.1f MiB | %d | %d |%n",
                    before / MIB,
                    cost.bytesSent() / KIB,
                    cost.bytesReceived() / KIB,
                    cost.bytesCopied() / MIB,
                    cost.allRequests(),
                    cost.requests(StoreMeter.Request.UPLOAD_PART_COPY));
            out.flush();
            Rows.below(root.resolve("lake/tables")).requireSame(Rows.of(large).and(Rows.of(small)));
        } finally {
            Folders.delete(root);
        }
    }
}
