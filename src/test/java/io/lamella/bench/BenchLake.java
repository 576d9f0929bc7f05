package io.lamella.bench;

import io.lamella.adapter.local.LocalStore;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// The stages over a folder, without queues, with one dataset of events.
final class BenchLake {
    private static final String LAKE = "lake";

    /// Below the folder of the buckets.
    static final Path STAGED = Path.of(LAKE, "staged", "events");

    private static final String CONFIGURATION = """
            lake: {bucket: lake}
            datasets:
              events:
                source: s3://landing/**
                part-size: 1GiB
                freshness: 0s
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
            """;

    static final Dataset EVENTS =
            ConfigLoader.parse("events", CONFIGURATION).datasets().getFirst();
    private static final long BUFFER_BYTES = 256 * 1024 * 1024;

    private final Path root;

    /// Ahead of real time, so that what was just staged has waited long enough.
    private final InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.ofHours(1));

    final StoreMeter meter;
    private final LakeStore lake;
    private final Ingest ingest;
    private final Compact compact;

    BenchLake(Path root) {
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
                        SliceTask.whole(
                                EVENTS.name(), new SourceObject(location.bucket(), key, landed.etag(), landed.size())),
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
