package io.lamella.bench;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.LakeKeys;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.Location;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;

/// What the stages take of a processor, on one thread over a store in memory, so without a network: for many tiny objects, and
/// for few big ones. `lamella cost` starts from these figures.
final class StageBench {
    private static final long BUFFER_BYTES = 64 * 1024 * 1024;
    private static final int WARM_UP = 3_000;
    private static final int OBJECTS = 10_000;
    private static final long TINY = 200;
    private static final long BIG = 50_000_000;
    private static final int BIG_OBJECTS = 8;
    private static final double GB = 1e9;

    private final Path folder;
    private final PrintStream out;

    StageBench(Path folder, PrintStream out) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("stages"));
        this.out = out;
    }

    void run() throws IOException, SQLException {
        var tiny = Input.of(new EventWorkload(Workload.Format.CSV), folder, TINY);
        var big = Input.of(new EventWorkload(Workload.Format.CSV), folder, BIG);
        stages(tiny, WARM_UP);
        var small = stages(tiny, OBJECTS);
        stages(big, 2);
        var large = stages(big, BIG_OBJECTS);

        out.println("| stage | an object, a staged file | a GB that comes in |");
        out.println("|---|---|---|");
        out.printf(
                "| ingest | %.2f ms | %.1f s of text |%n",
                small.ingest() * 1_000 / OBJECTS,
                large.ingest() / (BIG_OBJECTS * (double) Files.size(big.file())) * GB);
        out.printf(
                "| compact | %.2f ms | %.1f s of Parquet |%n",
                small.compact() * 1_000 / OBJECTS, large.compact() / large.stagedBytes() * GB);
    }

    /// Seconds of the processor.
    private record Took(double ingest, double compact, double stagedBytes) {}

    private Took stages(Input input, int objects) throws IOException, SQLException {
        byte[] content = Files.readAllBytes(input.file());
        var clock = InstantSource.offset(InstantSource.system(), Duration.ofHours(1));
        var store = new MemoryStore(InstantSource.system());
        var lake = new LakeStore(store, "lake", new LakeKeys(""));
        var ids = new int[1];
        var settings =
                new Ingest.Settings(InstantSource.system(), () -> "attempt-" + ++ids[0], Runnable::run, BUFFER_BYTES);
        var ingest = new Ingest(store, lake, _ -> Uni.createFrom().voidItem(), settings);
        long stagedBytes = 0;
        double start = processorSeconds();
        for (int object = 0; object < objects; object++) {
            var location = new Location("landing", "object-" + object);
            var etag = answer(store.put(location, ByteBuffer.wrap(content), Condition.ALWAYS));
            var receipt = answer(ingest.convert(
                    SliceTask.whole(
                            BenchLake.EVENTS.name(),
                            new SourceObject(location.bucket(), location.key(), etag, content.length)),
                    BenchLake.EVENTS));
            stagedBytes += receipt.partitions().getFirst().bytes();
        }
        double staged = processorSeconds();
        var requests = new Compact.Requests(
                _ -> Uni.createFrom().voidItem(), _ -> Uni.createFrom().voidItem(), Duration.ZERO);
        answer(new Compact(lake, requests, clock, Runnable::run)
                .compact(new MergeRequest(BenchLake.EVENTS.name(), ""), BenchLake.EVENTS, Instant.MAX));
        var took = new Took(staged - start, processorSeconds() - staged, stagedBytes);
        written(store).requireSame(Rows.of(input).times(objects));
        return took;
    }

    private Rows written(MemoryStore store) throws IOException, SQLException {
        var files = new ArrayList<Path>();
        for (var part : answer(store.list("lake", "tables/").collect().asList())) {
            var file = folder.resolve("part-" + files.size() + ".parquet");
            try (var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(answer(store.read(part.location(), new ByteRange(0, part.size()), part.etag())));
            }
            files.add(file);
        }
        return Rows.written(files);
    }

    private static double processorSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static <T> T answer(Uni<T> call) {
        return call.await().indefinitely();
    }
}
