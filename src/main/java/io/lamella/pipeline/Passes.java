package io.lamella.pipeline;

import io.lamella.core.decode.Decoders;
import io.lamella.core.decode.SliceDecoder;
import io.lamella.core.event.SliceTask;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// The way of one attempt from the bytes of a slice to staged files: in one pass, or, if it has more partitions than fit into
/// memory, in several over the same bytes, each of which makes the files of some. All of them belong to the one attempt, whose
/// receipt names either all or none.
final class Passes {
    private final SliceTask task;
    private final Dataset dataset;
    private final QuarantineFile quarantine;
    private final BiFunction<String, WriterSettings, StagedFile> open;
    private final long bufferBytes;
    private final List<Receipt.Staged> staged = new ArrayList<>();
    private final List<Location> locations = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private SliceDecoder decoder;
    private Conversion pass;

    /// @param open makes the staged file of a partition, of row groups that are written so
    Passes(
            SliceTask task,
            Dataset dataset,
            QuarantineFile quarantine,
            BiFunction<String, WriterSettings, StagedFile> open,
            long bufferBytes) {
        this.task = task;
        this.dataset = dataset;
        this.quarantine = quarantine;
        this.open = open;
        this.bufferBytes = bufferBytes;
        this.decoder = decoder();
        this.pass = new Conversion(dataset, decoder, open, quarantine, bufferBytes, done, false);
    }

    private SliceDecoder decoder() {
        return task.cut()
                .map(cut -> Decoders.open(
                        dataset.format(), dataset.columns(), cut, task.range().offset()))
                .orElseGet(() -> Decoders.open(dataset.format(), dataset.columns()));
    }

    /// Makes the staged files objects, and the quarantine file; answers what the receipt says of them.
    ///
    /// @param bytes reads the slice from its start
    /// @param beforeFiles is run before files become objects, and fails if they are not to
    Uni<List<Receipt.Staged>> run(
            Supplier<Multi<ByteBuffer>> bytes, Runnable beforeFiles, Map<String, String> keyValues) {
        // Not by a call of itself: there may be many passes, and a store may answer at once.
        return Multi.createBy()
                .repeating()
                .uni(() -> pass(bytes.get(), beforeFiles, keyValues))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni()
                .map(_ -> staged);
    }

    /// Answers whether partitions are left for another.
    private Uni<Boolean> pass(Multi<ByteBuffer> bytes, Runnable beforeFiles, Map<String, String> keyValues) {
        return pass.run(decoder, bytes, task.range().length())
                .invoke(this::checkFraction)
                .invoke(beforeFiles)
                .chain(() -> pass.finish(keyValues))
                .map(files -> {
                    staged.addAll(files);
                    boolean more = !pass.left().isEmpty();
                    if (more) {
                        next();
                    }
                    return more;
                });
    }

    /// Of an object that was cut, that is for one to do who sees all slices.
    private void checkFraction() {
        if (task.trial().isEmpty()) {
            pass.checkFraction();
        }
    }

    private void next() {
        done.addAll(pass.partitions());
        locations.addAll(pass.locations());
        pass.close();
        decoder = decoder();
        pass = new Conversion(dataset, decoder, open, quarantine, bufferBytes, done, false);
    }

    /// Of the slice, decompressed.
    long decodedBytes() {
        return decoder.decodedBytes();
    }

    /// Where the staged files and the quarantine file are, or would be.
    List<Location> locations() {
        var all = new ArrayList<>(locations);
        all.addAll(pass.locations());
        all.add(quarantine.location());
        return all;
    }

    Uni<Void> abort() {
        return pass.abort();
    }

    void close() {
        pass.close();
    }
}
