package io.lamella.bench;

import io.lamella.pipeline.StoreMeter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
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
    void append(long headBytes) throws IOException {
        var root = folder.resolve("append-" + UUID.randomUUID());
        try {
            var lake = new BenchLake(root);
            lake.land(root, "large.csv", new EventWorkload(Workload.Format.CSV).write(folder, (long)
                            (headBytes * TEXT_PER_PARQUET)));
            lake.compact();
            double before = lake.head().size();
            lake.land(root, "small.csv", new EventWorkload(Workload.Format.CSV).write(folder, THOUSAND_ROWS));
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
        } finally {
            Folders.delete(root);
        }
    }
}
