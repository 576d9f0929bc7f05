package io.lamella.pipeline;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.PartitionField;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SourcePattern;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A lake in memory, with one dataset `t` of two columns, `id` and `name`, from `s3://landing/**`.
public final class TestLake {
    static final String LANDING = "landing";
    static final String LAKE = "lake";

    static final Duration REQUEST_DELAY = Duration.ofSeconds(630);

    final ManualTime clock = new ManualTime();
    final MemoryStore memory;
    final List<MergeRequest> requests = new ArrayList<>();
    final List<MergeRequest> requestedAgain = new ArrayList<>();
    /// Messages that were put into the ingest queue.
    final List<String> slices = new ArrayList<>();
    ObjectStore store;
    /// Where objects land, and what is looked at in the end.
    ObjectStore disk;
    Dataset dataset = dataset(new Dataset.Sizes(1024 * 1024, 8 * 1024 * 1024, 128, 1024 * 1024));
    private int attempts;

    public TestLake() {
        this(ObjectStore.MIN_PART_BYTES);
    }

    /// @param minPartBytes few, to have uploads of many parts with few rows
    TestLake(int minPartBytes) {
        memory = new MemoryStore(clock, 1_000, minPartBytes);
        store = memory;
        disk = memory;
    }

    /// Has all that is stored in another store than that in memory.
    void moveTo(ObjectStore other) {
        store = other;
        disk = other;
    }

    static Dataset dataset(Dataset.Sizes sizes) {
        return new Dataset(
                "t",
                List.of(new SourcePattern(LANDING, "**")),
                InputFormat.Csv.DEFAULT,
                List.of(
                        ColumnSource.of(new Column("id", new ColumnType.Int(64), true)),
                        ColumnSource.of(new Column("name", new ColumnType.Text(), false))),
                List.of(),
                Duration.ofMinutes(10),
                sizes,
                WriterSettings.DEFAULT,
                Dataset.BadRows.ANY,
                false,
                Dataset.AppendMode.ALWAYS,
                Optional.empty(),
                Optional.empty());
    }

    /// The same dataset, partitioned by `name`.
    void partitionByName() {
        configure(to -> to.partitions = List.of(new PartitionField("name", "name", PartitionField.Transform.IDENTITY)));
    }

    /// The same dataset with one more column, `more`.
    void addColumn() {
        var columns = new ArrayList<>(dataset.columns());
        columns.add(ColumnSource.of(new Column("more", new ColumnType.Text(), false)));
        configure(to -> to.columns = columns);
    }

    /// The same dataset with these columns, each of the field of its name.
    void setColumns(Column... columns) {
        configure(to -> to.columns = Stream.of(columns).map(ColumnSource::of).toList());
    }

    void readAs(InputFormat format) {
        configure(to -> to.format = format);
    }

    void takeWholeObjects() {
        configure(to -> to.wholeObjects = true);
    }

    void limitBadRows(Dataset.BadRows limits) {
        configure(to -> to.badRows = limits);
    }

    void appendNever() {
        configure(to -> to.append = Dataset.AppendMode.NEVER);
    }

    void resize(Dataset.Sizes sizes) {
        configure(to -> to.sizes = sizes);
    }

    void freshenEvery(Duration freshness) {
        configure(to -> to.freshness = freshness);
    }

    void sealAfter(Duration age) {
        configure(to -> to.sealAfter = Optional.of(age));
    }

    void settle(Dataset.Settle settle) {
        configure(to -> to.settle = Optional.of(settle));
    }

    void configure(Consumer<DatasetChange> settings) {
        var change = new DatasetChange(dataset);
        settings.accept(change);
        dataset = change.changed();
    }

    LakeStore lake() {
        return new LakeStore(store, LAKE, new LakeKeys(""));
    }

    Ingest ingest() {
        return new Ingest(
                store,
                lake(),
                request -> Uni.createFrom().voidItem().invoke(() -> requests.add(request)),
                new Ingest.Settings(clock, () -> "attempt-" + ++attempts, Runnable::run, 64L * 1024 * 1024));
    }

    /// Stages that work on this lake.
    ///
    /// @param requestMerge how they ask for merges
    Stages stages(Function<MergeRequest, Uni<Void>> requestMerge) {
        return new Stages(
                lake(),
                work -> new Compact.Requests(requestMerge, requestMerge, REQUEST_DELAY),
                work -> body -> Uni.createFrom().voidItem().invoke(() -> slices.add(body)),
                new Ingest.Settings(clock, () -> "attempt-" + ++attempts, Runnable::run, 64L * 1024 * 1024));
    }

    Stages stages() {
        return stages(request -> Uni.createFrom().voidItem().invoke(() -> requests.add(request)));
    }

    /// Handles a message of the ingest queue and answers the receipts.
    List<Receipt> handle(String body, Stages stages) {
        return handle(body, stages, () -> false);
    }

    /// The same, by a worker that has to end some time.
    List<Receipt> handle(String body, Stages stages, BooleanSupplier timeIsUp) {
        var watch = new Watch(store, clock, Observer.NONE);
        return new IngestMessages(store, new Datasets(List.of(dataset)), stages, watch)
                .handle(body, Optional.empty(), timeIsUp)
                .await()
                .indefinitely();
    }

    Compact compactor() {
        var ways = new Compact.Requests(
                request -> Uni.createFrom().voidItem().invoke(() -> requests.add(request)),
                request -> Uni.createFrom().voidItem().invoke(() -> requestedAgain.add(request)),
                REQUEST_DELAY);
        return new Compact(lake(), ways, clock, Runnable::run);
    }

    Sweep sweep() {
        return new Sweep(
                lake(), request -> Uni.createFrom().voidItem().invoke(() -> requests.add(request)), compactor(), clock);
    }

    /// Lets an object land with rows `from` to `to - 1`, each of them named `name`.
    SliceTask land(String key, int from, int to, String name) {
        var text = new StringBuilder("id,name\n");
        for (int id = from; id < to; id++) {
            text.append(id).append(',').append(name).append('\n');
        }
        return land(key, text.toString());
    }

    SliceTask land(String key, String text) {
        return land(key, text.getBytes(StandardCharsets.UTF_8));
    }

    SliceTask land(String key, byte[] bytes) {
        var etag = disk.put(new Location(LANDING, key), ByteBuffer.wrap(bytes), Condition.ALWAYS)
                .await()
                .indefinitely();
        return SliceTask.whole("t", new SourceObject(LANDING, key, etag, bytes.length));
    }

    Receipt convert(SliceTask task) {
        return ingest().convert(task, dataset).await().indefinitely();
    }

    Compact.Report compact() {
        return compact("");
    }

    /// Lets the freshness pass, and compacts.
    Compact.Report compact(String partition) {
        clock.advance(dataset.freshness().plusSeconds(1));
        return compactor()
                .compact(new MergeRequest("t", partition), dataset, deadline())
                .await()
                .indefinitely();
    }

    Instant deadline() {
        return clock.instant().plus(Duration.ofMinutes(15));
    }

    List<ObjectInfo> list(String prefix) {
        return disk.list(LAKE, prefix).collect().asList().await().indefinitely();
    }

    byte[] bytes(ObjectInfo info) {
        var buffer = disk.get(info.location()).await().indefinitely().bytes();
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /// The `id` of all rows of the table, sorted, as DuckDB sees them.
    List<Long> ids() {
        return DuckDb.longs(list("tables/t/").stream().map(this::bytes).toList(), "select id from t order by id");
    }

    /// The uploads to the lake that are neither completed nor aborted.
    List<PendingUpload> uploads() {
        return memory.listUploads(LAKE, "").collect().asList().await().indefinitely();
    }

    /// The ids of rows that landed.
    static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
