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
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.StoreMeter;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/// The stages over a store, without queues, with one dataset.
final class BenchLake {
    static final String LANDING = "landing";
    private static final String LAKE = "lake";

    /// Below the folder of the buckets.
    static final Path STAGED = Path.of(LAKE, "staged", "events");

    static final Dataset EVENTS = dataset(new EventWorkload(Workload.Format.CSV));
    private static final long BUFFER_BYTES = 256 * 1024 * 1024;

    private final Dataset dataset;

    /// Ahead of real time, so that what was just staged has waited long enough.
    private final InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.ofHours(1));

    final StoreMeter meter;
    private final LakeStore lake;
    private final Ingest ingest;
    private final Compact compact;

    /// A lake of events in a folder, on the thread that calls.
    BenchLake(Path root) {
        this(new LocalStore(root, InstantSource.system()), EVENTS, Runnable::run, BUFFER_BYTES);
    }

    /// @param bufferBytes that the open row groups of an object may take
    BenchLake(ObjectStore store, Dataset dataset, Executor compute, long bufferBytes) {
        this.dataset = dataset;
        this.meter = new StoreMeter(store);
        this.lake = new LakeStore(meter, LAKE, new LakeKeys(""));
        this.ingest = new Ingest(
                meter,
                lake,
                _ -> Uni.createFrom().voidItem(),
                new Ingest.Settings(
                        InstantSource.system(), () -> UUID.randomUUID().toString(), compute, bufferBytes));
        var requests = new Compact.Requests(
                _ -> Uni.createFrom().voidItem(), _ -> Uni.createFrom().voidItem(), Duration.ZERO);
        this.compact = new Compact(lake, requests, clock, compute);
    }

    /// What `lamella.yaml` says of a table of such rows.
    static String configuration(Workload workload, String rowGroupSize) {
        var columns = workload.columnsByName().entrySet().stream()
                .map(column -> "      %s: %s%n".formatted(column.getKey(), column.getValue()))
                .collect(Collectors.joining());
        return """
                lake: {bucket: lake}
                datasets:
                  events:
                    source: s3://landing/**
                    format: %s
                    part-size: 1GiB
                    row-group-size: %s
                    freshness: 0s
                    columns:
                """.formatted(workload.format().option(), rowGroupSize) + columns;
    }

    static Dataset dataset(Workload workload) {
        return ConfigLoader.parse("bench", configuration(workload, "64MiB"))
                .datasets()
                .getFirst();
    }

    /// Lets a text land in the folder of a lake, as a link, and stages it; answers its rows.
    long land(Path root, String key, Path text) throws IOException {
        var location = new Location(LANDING, key);
        Files.createDirectories(root.resolve(LANDING));
        Files.createLink(root.resolve(LANDING).resolve(key), text);
        return stage(location);
    }

    /// Stages an object that landed; answers its rows.
    long stage(Location location) {
        var landed = meter.head(location).await().indefinitely();
        return ingest.convert(
                        SliceTask.whole(
                                dataset.name(),
                                new SourceObject(location.bucket(), location.key(), landed.etag(), landed.size())),
                        dataset)
                .await()
                .indefinitely()
                .rows();
    }

    void compact() {
        compact.compact(new MergeRequest(dataset.name(), ""), dataset, Instant.MAX)
                .await()
                .indefinitely();
    }

    ObjectInfo head() {
        return lake.store()
                .list(LAKE, lake.keys().table(dataset.name()))
                .collect()
                .last()
                .await()
                .indefinitely();
    }
}
