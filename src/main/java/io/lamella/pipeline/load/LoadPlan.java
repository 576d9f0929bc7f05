package io.lamella.pipeline.load;

import io.lamella.core.load.LoadSchema;
import io.lamella.core.load.LoadType;
import io.lamella.core.load.Predicate;
import io.lamella.core.load.RowFilter;
import io.lamella.pipeline.Concurrently;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

/// What is to be read of which files, so that their rows come out under one schema.
public final class LoadPlan {
    /// Footers that are read side by side.
    private static final int FOOTERS_AT_ONCE = 32;

    private final ObjectStore store;
    private final List<FilePlan> files;
    private final LoadSchema schema;
    private final long rows;

    private LoadPlan(ObjectStore store, List<FilePlan> files, LoadSchema schema) {
        this.store = store;
        this.files = files;
        this.schema = schema;
        this.rows = files.stream().mapToLong(file -> file.opened().rows()).sum();
    }

    /// Reads the footers of the files whose paths do not tell that no row of theirs is wanted. Fails if one is no Parquet file, if
    /// columns cannot be reconciled, or if one that is wanted is not there.
    public static Uni<LoadPlan> of(ObjectStore store, FileListing listing, LoadRequest request) {
        var partitions = FileSchemas.partitionTypes(listing.files());
        var files = listing.files().stream()
                .filter(file -> mayMatch(file, request, partitions))
                .toList();
        // Where none is left, one tells the columns.
        var toOpen = files.isEmpty() ? listing.files().subList(0, 1) : files;
        return open(store, toOpen).map(opened -> {
            var selection = selection(opened, partitions, request);
            return new LoadPlan(
                    store,
                    opened.stream()
                            .limit(files.size())
                            .map(file -> FilePlan.of(file, selection, partitions))
                            .toList(),
                    selection.columns());
        });
    }

    private static boolean mayMatch(DataFile file, LoadRequest request, Map<String, LoadType> partitions) {
        var columns = new LoadSchema(FileSchemas.partitionColumns(partitions));
        return request.where()
                .map(where -> RowFilter.ofKnown(where, columns))
                .map(filter -> filter.mayHold(column -> FilePlan.known(
                        file.partitions().getOrDefault(column, Optional.empty()),
                        Optional.ofNullable(partitions.get(column)).orElseThrow())))
                .orElse(true);
    }

    private static Selection selection(List<OpenedFile> opened, Map<String, LoadType> partitions, LoadRequest request) {
        var names = FileSchemas.names(opened, partitions);
        var wanted = request.columns().orElseGet(() -> List.copyOf(names));
        wanted.forEach(name -> require(name, names));
        var where = request.where();
        where.ifPresent(predicate -> predicate.columns().forEach(name -> require(name, names)));
        var all = FileSchemas.of(opened, partitions, request::looksAt);
        var columns = fields(wanted, all);
        var read = new LinkedHashSet<>(columns);
        where.ifPresent(predicate -> read.addAll(fields(List.copyOf(predicate.columns()), all)));
        return new Selection(
                new LoadSchema(columns),
                new LoadSchema(List.copyOf(read)),
                where.map(predicate -> RowFilter.of(predicate, all)),
                where.map(Predicate::columns).orElse(Set.of()));
    }

    private static void require(String name, Set<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no column " + name + "; there are " + String.join(", ", names));
        }
    }

    private static List<LoadType.Field> fields(List<String> names, LoadSchema all) {
        return names.stream().map(name -> all.find(name).orElseThrow()).toList();
    }

    private static Uni<List<OpenedFile>> open(ObjectStore store, List<DataFile> files) {
        return Multi.createFrom()
                .iterable(files)
                .plug(Concurrently.each(FOOTERS_AT_ONCE, file -> OpenedFile.open(store, file)))
                .collect()
                .asList()
                .map(opened -> inOrder(files, opened));
    }

    private static List<OpenedFile> inOrder(List<DataFile> files, List<OpenedFile> opened) {
        Map<DataFile, OpenedFile> byFile = new HashMap<>();
        opened.forEach(one -> byFile.put(one.file(), one));
        return files.stream().map(byFile::get).toList();
    }

    /// The columns of every batch.
    public LoadSchema schema() {
        return schema;
    }

    /// How many files are read.
    public int files() {
        return files.size();
    }

    /// The rows of all files that are read, before any is left out.
    public long rows() {
        return rows;
    }

    /// Reads the rows: files in the order of the listing, row groups in the order of their file.
    ///
    /// @param maker copies what is to be kept of a batch; called by several threads
    /// @param compute where rows are decoded, and columns of one batch side by side
    /// @param budget in bytes, see [OrderedBatches]
    /// @param largest row group, in bytes of the columns that are read of it, that there is room for; a larger one is refused
    public <T extends OrderedBatches.Weighed> OrderedBatches<T> batches(
            Function<LoadedBatch, T> maker, ForkJoinPool compute, long budget, long largest) {
        return new OrderedBatches<>(sources(maker, budget, largest), compute, compute.getParallelism(), budget);
    }

    /// A footer is parsed when its turn comes.
    private <T> Iterator<RowGroupSource<T>> sources(Function<LoadedBatch, T> maker, long budget, long largest) {
        var shared = new RowGroupSource.Shared<>(new RowGroupFetch(store, budget / 2), maker, largest);
        return files.stream()
                .flatMap(file -> {
                    var footer = file.opened().footer();
                    return footer.rowGroups().stream()
                            .filter(group -> file.mayMatch(footer, group.ordinal()))
                            .map(group -> new RowGroupSource<>(shared, file, footer, group.ordinal()));
                })
                .iterator();
    }
}
