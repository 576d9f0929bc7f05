package io.lamella.pipeline;

import io.lamella.core.decode.BatchSink;
import io.lamella.core.decode.RefusedException;
import io.lamella.core.decode.Rejected;
import io.lamella.core.decode.RowBatch;
import io.lamella.core.decode.RowSource;
import io.lamella.core.decode.SliceDecoder;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.PartitionRouter;
import io.lamella.core.table.Receipt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/// One pass of an attempt over the rows of a slice: to staged files, one a partition, and a quarantine file.
///
/// Memory is bounded by `bufferBytes`, however many partitions there are. When the open row groups hold more together, the fullest
/// is ended early; it is joined with others before it is published. Partitions that are too many, or whose encoded pages hold too
/// much, are [left][#left] to another pass.
final class Conversion implements BatchSink {
    /// More partitions than this in one slice are taken for a mistake: each gets a file of its own.
    static final int MAX_PARTITIONS = 20_000;

    /// Files that are open at once.
    static final int MAX_OPEN = 2_000;

    private final Dataset dataset;
    private final int[] fileColumns;
    private final RowSource source;
    private final PartitionRouter router;
    private final BiFunction<String, WriterSettings, StagedFile> open;
    private final QuarantineFile quarantine;
    private final long bufferBytes;
    private final Set<String> done;
    private final boolean once;
    private final SequencedMap<String, StagedFile> files = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();
    private boolean takesNoMore;
    private long rows;
    private long sliceBytes;
    private long offeredBytes;

    /// @param open makes the staged file of a partition, of row groups that are written so
    /// @param done the partitions that earlier passes staged; empty for the first, which is the one to quarantine rows
    /// @param once whether there can be no other pass: it then waits for what it has sent before it leaves partitions
    Conversion(
            Dataset dataset,
            RowSource source,
            BiFunction<String, WriterSettings, StagedFile> open,
            QuarantineFile quarantine,
            long bufferBytes,
            Set<String> done,
            boolean once) {
        this.dataset = dataset;
        this.source = source;
        this.open = open;
        this.quarantine = quarantine;
        this.bufferBytes = bufferBytes;
        this.done = Set.copyOf(done);
        this.once = once;
        var decoded = dataset.decodedSchema();
        var inFile = dataset.fileSchema().columns();
        this.router = new PartitionRouter(dataset.partitions(), decoded);
        this.fileColumns = IntStream.range(0, decoded.columns().size())
                .filter(i -> inFile.contains(decoded.columns().get(i)))
                .toArray();
    }

    /// Decodes all of `bytes` and sends what becomes full.
    ///
    /// @param decoder the source that the rows come from
    /// @param length how many bytes there will be, about
    Uni<Void> run(SliceDecoder decoder, Multi<ByteBuffer> bytes, long length) {
        sliceBytes = length;
        return bytes.onItem()
                .transformToUniAndConcatenate(buffer -> {
                    offeredBytes += buffer.remaining();
                    decoder.offer(buffer);
                    return drain();
                })
                .onItem()
                .ignoreAsUni()
                .chain(() -> {
                    decoder.end();
                    return drain();
                });
    }

    private Uni<Void> drain() {
        return repeat(Uni.createFrom().deferred(this::step));
    }

    /// Takes all rows of a source that is not offered bytes, and sends what becomes full.
    ///
    /// @param compute where rows are fetched and encoded, whoever answers what is sent
    Uni<Void> run(Executor compute) {
        return repeat(Uni.createFrom().deferred(this::step).runSubscriptionOn(compute))
                .invoke(this::checkFraction);
    }

    /// Not by a call of itself: a source may have any number of steps.
    private static Uni<Void> repeat(Uni<Boolean> step) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step)
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    /// Takes rows until something is to be sent, or the source has no more for now; answers whether it may have.
    private Uni<Boolean> step() {
        boolean more = source.advance(this);
        while (more && !mustSend()) {
            more = source.advance(this);
        }
        return (mustSend() ? send() : Uni.createFrom().voidItem()).replaceWith(more);
    }

    @Override
    public void accept(RowBatch batch) {
        rows += batch.accepted();
        if (isFirst()) {
            quarantine(batch);
        }
        var columns = IntStream.of(fileColumns).mapToObj(batch.columns()::get).toList();
        router.route(
                batch,
                (partition, numbers, count) ->
                        fileOf(partition).ifPresent(file -> file.append(columns, numbers, count)));
    }

    private boolean isFirst() {
        return done.isEmpty();
    }

    private void quarantine(RowBatch batch) {
        for (var rejected : batch.rejected()) {
            quarantine.add(rejected);
        }
        dataset.badRows().maxRows().filter(max -> quarantine.rows() > max).ifPresent(max -> {
            throw tooMany("more rows were rejected than the limit of " + max);
        });
    }

    /// The file of a partition; empty if another pass makes it.
    private Optional<StagedFile> fileOf(String partition) {
        var file = Optional.ofNullable(files.get(partition));
        if (file.isPresent() || done.contains(partition) || left.contains(partition)) {
            return file;
        }
        if (done.size() + files.size() + left.size() >= MAX_PARTITIONS) {
            throw new RefusedException(
                    "too_many_partitions",
                    "an object must not have rows for more than " + MAX_PARTITIONS + " partitions, but after " + rows
                            + " rows comes one more, " + partition
                            + ". Partition by a column with fewer values, such as the day of a timestamp");
        }
        if (takesNoMore || files.size() == MAX_OPEN) {
            left.add(partition);
            return Optional.empty();
        }
        var made = open.apply(partition, dataset.writer().within(bufferBytes / (files.size() + 1)));
        files.put(partition, made);
        return Optional.of(made);
    }

    /// The partitions that this pass had no room for.
    Set<String> left() {
        return Set.copyOf(left);
    }

    /// The partitions that it made files of.
    Set<String> partitions() {
        return Set.copyOf(files.keySet());
    }

    /// Refuses an object, all of which was converted, with too great a fraction of bad rows.
    void checkFraction() {
        if (!isFirst()) {
            return;
        }
        long all = rows + quarantine.rows();
        dataset.badRows()
                .maxFraction()
                .filter(max -> quarantine.rows() > max * all)
                .ifPresent(max -> {
                    throw tooMany(
                            quarantine.rows() + " of " + all + " rows were rejected, and " + max + " of them may be");
                });
    }

    private RefusedException tooMany(String what) {
        var first = quarantine.first().map(Rejected::message).orElse("");
        return new RefusedException(
                "too_many_bad_rows",
                what + ". The first: line "
                        + quarantine.first().map(Rejected::line).orElse(0L) + ": " + first
                        + ". Mend the object or the schema, or raise bad-rows of dataset " + dataset.name());
    }

    private boolean mustSend() {
        return quarantine.mustSend()
                || bufferedBytes() > bufferBytes
                || files.values().stream().anyMatch(this::mustEnd);
    }

    private boolean mustEnd(StagedFile file) {
        return file.mustEndRowGroup(ahead());
    }

    /// How much of the slice is still to come, for each byte of it that was taken; 0 if nobody can tell.
    private double ahead() {
        return offeredBytes == 0 ? 0 : Math.max(0, (double) (sliceBytes - offeredBytes) / offeredBytes);
    }

    private long bufferedBytes() {
        return files.values().stream().mapToLong(StagedFile::bufferedBytes).sum();
    }

    private Uni<Void> send() {
        var ending =
                new ArrayList<>(files.values().stream().filter(this::mustEnd).toList());
        if (bufferedBytes() > bufferBytes) {
            largestOpen().filter(file -> !ending.contains(file)).ifPresent(ending::add);
        }
        return inTurn(ending, StagedFile::endRowGroup)
                .chain(quarantine::send)
                .chain(() -> once && pendingBytes() > bufferBytes
                        ? inTurn(files.values(), StagedFile::settle)
                        : Uni.createFrom().voidItem())
                .chain(this::makeRoom);
    }

    /// Leaves files to another pass until what the others keep until it can be sent fits into memory: the youngest first, of those that keep
    /// something.
    private Uni<Void> makeRoom() {
        var given = new ArrayList<StagedFile>();
        long pending = pendingBytes();
        for (var file : List.copyOf(files.sequencedValues().reversed())) {
            if (pending <= bufferBytes || files.size() == 1) {
                break;
            }
            if (file.pendingBytes() > 0) {
                pending -= file.pendingBytes();
                takesNoMore = true;
                files.remove(file.partition());
                left.add(file.partition());
                given.add(file);
            }
        }
        return inTurn(given, StagedFile::abort);
    }

    private long pendingBytes() {
        return files.values().stream().mapToLong(StagedFile::pendingBytes).sum();
    }

    private Optional<StagedFile> largestOpen() {
        return files.values().stream()
                .filter(StagedFile::hasOpenRowGroup)
                .max(Comparator.comparingLong(StagedFile::bufferedBytes));
    }

    /// Makes the staged files objects; answers what the receipt says of them.
    Uni<List<Receipt.Staged>> finish(Map<String, String> keyValues) {
        return (isFirst() ? quarantine.finish() : Uni.createFrom().voidItem())
                .chain(() -> Multi.createFrom()
                        .iterable(files.values())
                        .onItem()
                        .transformToUniAndConcatenate(file -> file.finish(keyValues))
                        .collect()
                        .asList());
    }

    /// Where the staged files are, or would be.
    List<Location> locations() {
        return files.values().stream().map(StagedFile::location).toList();
    }

    Uni<Void> abort() {
        return inTurn(files.values(), StagedFile::abort).chain(quarantine::abort);
    }

    void close() {
        source.close();
    }

    private static Uni<Void> inTurn(Iterable<StagedFile> files, Function<StagedFile, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(files)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .onItem()
                .ignoreAsUni();
    }
}
