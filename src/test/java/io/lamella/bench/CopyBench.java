package io.lamella.bench;

import io.lamella.adapter.local.LocalStore;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// What it takes to publish staged files whose row groups are full, counted between the pipeline and its store. Time is that
/// outside the store, for a folder copies bytes with the processor, and S3 by itself.
final class CopyBench {
    private static final double MIB = 1024 * 1024;
    private static final double KIB = 1024;
    private static final double MILLI = 1e6;
    private static final long BUFFER_BYTES = 256 * 1024 * 1024;

    private final Path folder;
    private final PrintStream out;

    CopyBench(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    void header() {
        out.println(
                "| commit | staged files | rows | bytes | sent | received | copied inside the store | requests | time |");
        out.println("|---|---|---|---|---|---|---|---|---|");
    }

    /// Publishes the text as so many staged files, in a commit that begins a part and in one that appends to it, and prints a
    /// line for each.
    void publish(Input input, int files) throws IOException, SQLException {
        var root = folder.resolve("copy-" + UUID.randomUUID());
        var storing = new AtomicLong();
        try {
            var store = timed(new LocalStore(root, InstantSource.system()), storing);
            var lake = new BenchLake(store, BenchLake.dataset(input.workload()), Runnable::run, BUFFER_BYTES);
            var publishing = new Publishing(lake, root, input, files, storing);
            long begun = commit("begins a part", publishing, 0);
            commit("appends", publishing, begun);
            Rows.below(root.resolve("lake/tables")).requireSame(Rows.of(input).times(2L * files));
        } finally {
            Folders.delete(root);
        }
    }

    /// What is published, and where.
    ///
    /// @param storing nanoseconds that calls of the store took
    private record Publishing(BenchLake lake, Path root, Input input, int files, AtomicLong storing) {
        /// Answers the number of rows.
        long stage() throws IOException {
            long rows = 0;
            for (int file = 0; file < files; file++) {
                rows += lake.land(root, UUID.randomUUID().toString(), input.file());
            }
            return rows;
        }
    }

    /// Answers the size of the part, which was `before`.
    private long commit(String name, Publishing publishing, long before) throws IOException {
        long rows = publishing.stage();
        var lake = publishing.lake();
        var counted = lake.meter.read();
        publishing.storing().set(0);
        long start = System.nanoTime();
        lake.compact();
        long took = System.nanoTime() - start - publishing.storing().get();
        var cost = lake.meter.read().since(counted);
        long size = lake.head().size();
        double added = size - before;
        out.printf(
                "| %s | %d of %s | %,d | %,.0f MiB | %,.0f KiB (%.2f %%) | %,.0f KiB (%.2f %%) | %,.0f MiB | %d | %.0f ms |%n",
                name,
                publishing.files(),
                publishing.input().name(),
                rows,
                added / MIB,
                cost.bytesSent() / KIB,
                100 * cost.bytesSent() / added,
                cost.bytesReceived() / KIB,
                100 * cost.bytesReceived() / added,
                cost.bytesCopied() / MIB,
                cost.allRequests(),
                took / MILLI);
        out.flush();
        return size;
    }

    /// The same store, which adds up what its calls take. Only for stores that work on the thread that subscribes.
    private static ObjectStore timed(ObjectStore store, AtomicLong nanos) {
        return (ObjectStore) Proxy.newProxyInstance(
                CopyBench.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (_, method, arguments) -> {
                    try {
                        var answer = method.invoke(store, arguments);
                        return answer instanceof Uni<?> call ? timed(call, nanos) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static <T> Uni<T> timed(Uni<T> call, AtomicLong nanos) {
        return Uni.createFrom().deferred(() -> {
            long start = System.nanoTime();
            return call.onTermination().invoke(() -> nanos.addAndGet(System.nanoTime() - start));
        });
    }
}
