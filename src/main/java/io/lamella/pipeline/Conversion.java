package io.lamella.pipeline;

import io.lamella.core.decode.BatchSink;
import io.lamella.core.decode.RefusedException;
import io.lamella.core.decode.Rejected;
import io.lamella.core.decode.RowBatch;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/// One attempt's way from the bytes of a slice to staged files, one a partition, and a quarantine file.
///
/// Memory is bounded by `bufferBytes`, however many partitions are open: when they hold more together, the fullest row group
/// is ended early. It is joined with others before it is published.
final class Conversion implements BatchSink {
    /// More partitions than this in one slice are taken for a mistake: each would get a file of its own.
    static final int MAX_PARTITIONS = 2_000;

    private final Dataset dataset;
    private final int[] fileColumns;
    private final SliceDecoder decoder;
    private final PartitionRouter router;
    private final BiFunction<String, WriterSettings, StagedFile> open;
    private final QuarantineFile quarantine;
    private final long bufferBytes;
    private final Map<String, StagedFile> files = new LinkedHashMap<>();
    private long rows;

    /// @param open makes the staged file of a partition, of row groups that are written so
    Conversion(
            Dataset dataset,
            SliceDecoder decoder,
            BiFunction<String, WriterSettings, StagedFile> open,
            QuarantineFile quarantine,
            long bufferBytes) {
        this.dataset = dataset;
        this.decoder = decoder;
        this.open = open;
        this.quarantine = quarantine;
        this.bufferBytes = bufferBytes;
        var decoded = dataset.decodedSchema();
        var inFile = dataset.fileSchema().columns();
        this.router = new PartitionRouter(dataset.partitions(), decoded);
        this.fileColumns = IntStream.range(0, decoded.columns().size())
                .filter(i -> inFile.contains(decoded.columns().get(i)))
                .toArray();
    }

    /// Decodes all of `bytes` and sends what becomes full.
    Uni<Void> run(Multi<ByteBuffer> bytes) {
        return bytes.onItem()
                .transformToUniAndConcatenate(buffer -> {
                    decoder.offer(buffer);
                    return drain();
                })
                .onItem()
                .ignoreAsUni()
                .chain(() -> {
                    decoder.end();
                    return drain();
                })
                .invoke(this::checkFraction);
    }

    private Uni<Void> drain() {
        while (decoder.advance(this)) {
            if (mustSend()) {
                return send().chain(this::drain);
            }
        }
        return mustSend() ? send() : Uni.createFrom().voidItem();
    }

    @Override
    public void accept(RowBatch batch) {
        rows += batch.accepted();
        for (var rejected : batch.rejected()) {
            quarantine.add(rejected);
        }
        dataset.badRows().maxRows().filter(max -> quarantine.rows() > max).ifPresent(max -> {
            throw tooMany("more than " + max + " rows were rejected");
        });
        var columns = IntStream.of(fileColumns).mapToObj(batch.columns()::get).toList();
        router.route(batch, (partition, numbers, count) -> fileOf(partition).append(columns, numbers, count));
    }

    private StagedFile fileOf(String partition) {
        var file = files.get(partition);
        if (file == null) {
            if (files.size() == MAX_PARTITIONS) {
                throw new RefusedException(
                        "too_many_partitions",
                        "an object must not have rows for more than " + MAX_PARTITIONS + " partitions, but after "
                                + rows
                                + " rows comes one more, " + partition
                                + ". Partition by a column with fewer values, such as the day of a timestamp");
            }
            file = open.apply(partition, dataset.writer().within(bufferBytes / (files.size() + 1)));
            files.put(partition, file);
        }
        return file;
    }

    private void checkFraction() {
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
                || files.values().stream().anyMatch(this::isFull);
    }

    private boolean isFull(StagedFile file) {
        return file.rowGroupBytes() >= dataset.sizes().rowGroup();
    }

    private long bufferedBytes() {
        return files.values().stream().mapToLong(StagedFile::bufferedBytes).sum();
    }

    private Uni<Void> send() {
        var ending =
                new ArrayList<>(files.values().stream().filter(this::isFull).toList());
        if (bufferedBytes() > bufferBytes) {
            largestOpen().filter(file -> !ending.contains(file)).ifPresent(ending::add);
        }
        return inTurn(ending, StagedFile::endRowGroup).chain(quarantine::send);
    }

    private Optional<StagedFile> largestOpen() {
        return files.values().stream()
                .filter(StagedFile::hasOpenRowGroup)
                .max(Comparator.comparingLong(StagedFile::bufferedBytes));
    }

    /// Makes the staged files objects; answers what the receipt says of them.
    Uni<List<Receipt.Staged>> finish(Map<String, String> keyValues) {
        return quarantine
                .finish()
                .chain(() -> Multi.createFrom()
                        .iterable(files.values())
                        .onItem()
                        .transformToUniAndConcatenate(file -> file.finish(keyValues))
                        .collect()
                        .asList());
    }

    /// Where the staged files and the quarantine file are, or would be.
    List<Location> locations() {
        var locations = new ArrayList<>(
                files.values().stream().map(StagedFile::location).toList());
        locations.add(quarantine.location());
        return locations;
    }

    Uni<Void> abort() {
        return inTurn(files.values(), StagedFile::abort).chain(quarantine::abort);
    }

    void close() {
        decoder.close();
    }

    private static Uni<Void> inTurn(
            Iterable<StagedFile> files, java.util.function.Function<StagedFile, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(files)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .onItem()
                .ignoreAsUni();
    }
}
