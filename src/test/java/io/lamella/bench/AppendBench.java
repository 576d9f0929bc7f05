package io.lamella.bench;

import io.lamella.adapter.local.LocalStore;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.StoreMeter;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// What it costs to append a thousand rows to heads of several sizes, counted at the store.
final class AppendBench {
    private static final String LAKE = "lake";
    static final Dataset EVENTS = ConfigLoader.parse("events", """
            lake: {bucket: lake}
            datasets:
              events:
                source: s3://landing/**
                part-size: 1GiB
                columns:
                  identity_adid: string
                  os: string
                  model: string
                  country: string
                  event_name: string
                  log_id: string
                  server_datetime: timestamp
                  quantity: int32
                  price: decimal(18,8)
            """).datasets().getFirst();

    /// Bytes of text that make one byte of Parquet.
    private static final double TEXT_PER_PARQUET = 3.25;

    private static final long THOUSAND_ROWS = 130_000;
    private static final long BUFFER_BYTES = 256 * 1024 * 1024;
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
            var lake = new Lake(root);
            lake.land("large.csv", new EventWorkload(Workload.Format.CSV).write(folder, (long)
                            (headBytes * TEXT_PER_PARQUET)));
            lake.compact();
            double before = lake.head().size();
            lake.land("small.csv", new EventWorkload(Workload.Format.CSV).write(folder, THOUSAND_ROWS));
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
            deleteAll(root);
        }
    }

    private static void deleteAll(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            for (var path : paths.toList().reversed()) {
                Files.delete(path);
            }
        }
    }

    /// The stages over a folder, without queues.
    private static final class Lake {
        private final Path root;

        /// Ahead of real time, so that what was just staged has waited long enough.
        private final InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.ofHours(1));

        private final StoreMeter meter;
        private final LakeStore lake;
        private final Ingest ingest;
        private final Compact compact;

        Lake(Path root) {
            this.root = root;
            this.meter = new StoreMeter(new LocalStore(root, InstantSource.system()));
            this.lake = new LakeStore(meter, LAKE, new LakeKeys(""));
            this.ingest = new Ingest(
                    meter,
                    lake,
                    _ -> Uni.createFrom().voidItem(),
                    new Ingest.Settings(
                            InstantSource.system(), () -> UUID.randomUUID().toString(), Runnable::run, BUFFER_BYTES));
            var requests = new Compact.Requests(
                    _ -> Uni.createFrom().voidItem(), _ -> Uni.createFrom().voidItem(), Duration.ZERO);
            this.compact = new Compact(lake, requests, clock, Runnable::run);
        }

        void land(String key, Path text) throws IOException {
            var location = new Location("landing", key);
            Files.createDirectories(root.resolve(location.bucket()));
            Files.createLink(root.resolve(location.bucket()).resolve(key), text);
            var landed = meter.head(location).await().indefinitely();
            ingest.convert(
                            new SliceTask(
                                    EVENTS.name(),
                                    new SourceObject(location.bucket(), key, landed.etag(), landed.size()),
                                    ByteRange.whole(landed.size())),
                            EVENTS)
                    .await()
                    .indefinitely();
        }

        void compact() {
            compact.compact(new MergeRequest(EVENTS.name(), ""), EVENTS, Instant.MAX)
                    .await()
                    .indefinitely();
        }

        ObjectInfo head() {
            return lake.store()
                    .list(LAKE, lake.keys().table(EVENTS.name()))
                    .collect()
                    .last()
                    .await()
                    .indefinitely();
        }
    }
}
