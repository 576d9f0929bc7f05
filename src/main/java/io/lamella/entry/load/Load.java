package io.lamella.entry.load;

import io.lamella.core.load.Predicate;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.load.FileListing;
import io.lamella.pipeline.load.ForkedColumns;
import io.lamella.pipeline.load.LoadPlan;
import io.lamella.pipeline.load.LoadRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.apache.arrow.memory.RootAllocator;

/// Loads a table of Parquet files, of whoever wrote them, into Arrow record batches.
///
/// ```java
/// try (var batches = Load.from(store, "lake", "tables/events").columns("id", "price").open()) {
///     while (batches.next()) {
///         use(batches.root());
///     }
/// }
/// ```
///
/// Files with differing columns come out under one schema, and the `name=value` folders of their paths are columns too. Needs
/// `--add-opens=java.base/java.nio=ALL-UNNAMED`, as Arrow does. Immutable; each call makes the next.
///
/// @param store where the files lie
/// @param listing of the files, as [#list] found them
/// @param request which columns and rows
/// @param memoryBytes that are read ahead at most, unless one row group alone takes more
public record Load(ObjectStore store, FileListing listing, LoadRequest request, long memoryBytes) {
    private static final long DEFAULT_MEMORY_BYTES = 256L * 1024 * 1024;

    public Load {
        if (memoryBytes < 1) {
            throw new IllegalArgumentException("memoryBytes must be positive but was " + memoryBytes);
        }
    }

    /// Lists one object, or the files of a folder and those below, without reading them.
    ///
    /// @param path a key, or a folder; empty for the whole bucket
    /// @throws io.lamella.pipeline.StoreException if there is no Parquet file
    public static Load from(ObjectStore store, String bucket, String path) {
        var listing = FileListing.of(store, bucket, path).await().indefinitely();
        return new Load(store, listing, LoadRequest.ALL, DEFAULT_MEMORY_BYTES);
    }

    /// How many files there are.
    public int files() {
        return listing.count();
    }

    /// Where they lie.
    public List<Location> locations() {
        return listing.locations();
    }

    /// Of all files, as they lie in the store.
    public long bytes() {
        return listing.bytes();
    }

    public Load columns(String... names) {
        return columns(List.of(names));
    }

    /// Loads these columns alone, in this order.
    public Load columns(List<String> names) {
        return new Load(store, listing, new LoadRequest(Optional.of(names), request.where()), memoryBytes);
    }

    /// Loads these rows alone, such as `price > 10 and country in ('KR', 'JP')`. Files and row groups without such rows are not
    /// read, as far as their paths and statistics tell.
    ///
    /// @throws IllegalArgumentException that says where the condition goes wrong
    public Load where(String condition) {
        var where = Optional.of(Predicate.parse(condition));
        return new Load(store, listing, new LoadRequest(request.columns(), where), memoryBytes);
    }

    public Load memory(long bytes) {
        return new Load(store, listing, request, bytes);
    }

    /// Reads the footers of the files, and begins to read their rows.
    ///
    /// @throws IllegalArgumentException if columns cannot be reconciled, or one that is wanted is not there
    public Batches open() {
        var plan = LoadPlan.of(store, listing, request).await().indefinitely();
        var compute = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
        var memory = new BatchMemory(memoryBytes / 2);
        var allocator = new RootAllocator(
                RootAllocator.configBuilder().allocationManagerFactory(memory).build());
        var maker = new ArrowMaker(plan.schema(), allocator, new ForkedColumns());
        return new Batches(
                plan, plan.batches(maker::make, compute, memoryBytes, largestRowGroup()), allocator, memory, compute);
    }

    /// What is left of the heap is for pages that are being decoded, and for all else.
    private static long largestRowGroup() {
        return Runtime.getRuntime().maxMemory() / 5 * 3;
    }
}
