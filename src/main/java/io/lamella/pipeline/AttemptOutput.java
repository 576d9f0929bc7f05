package io.lamella.pipeline;

import io.lamella.core.decode.RefusedException;
import io.lamella.core.event.SliceTask;
import io.lamella.core.parquet.RowGroupSize;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one attempt writes: staged files, rejected rows, and the receipt that makes both count.
final class AttemptOutput {
    private final LakeStore lake;
    private final SliceTask task;
    private final Dataset dataset;
    private final SliceId slice;
    private final String attempt;
    private final InstantSource clock;
    private final Instant startedAt;
    private final QuarantineFile quarantine;

    /// @param attempt its id
    AttemptOutput(LakeStore lake, SliceTask task, Dataset dataset, String attempt, InstantSource clock) {
        this.lake = lake;
        this.task = task;
        this.dataset = dataset;
        this.slice = SliceId.of(task);
        this.attempt = attempt;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.quarantine = new QuarantineFile(task, writer(lake.keys().quarantine(dataset.name(), slice, attempt)));
    }

    private ObjectWriter writer(String key) {
        return new ObjectWriter(lake.store(), lake.at(key));
    }

    QuarantineFile quarantine() {
        return quarantine;
    }

    /// Makes the staged file of a partition.
    StagedFile stagedFile(String partition, WriterSettings writing) {
        if (!lake.keys().isPossible(dataset.name(), partition)) {
            throw new RefusedException(
                    "partition_too_long",
                    "a key of S3 has room for 1,024 bytes, which the files of this partition would need more of: "
                            + partition + ". Mend the value, or partition by a column with shorter ones");
        }
        return new StagedFile(
                partition,
                dataset.fileSchema(),
                writing,
                new RowGroupSize(dataset.sizes().rowGroup()),
                writer(lake.keys().staged(dataset.name(), partition, slice, attempt)));
    }

    /// What staged files say of themselves.
    Map<String, String> keyValues() {
        return Map.of(
                "lamella.dataset",
                dataset.name(),
                "lamella.source",
                task.source().uri(),
                "lamella.attempt",
                attempt);
    }

    /// @param reason why it ended without rows; empty if it did not
    Receipt receipt(Outcome outcome, List<Receipt.Staged> staged, Optional<String> reason, long decodedBytes) {
        boolean quarantined = outcome == Outcome.STAGED && quarantine.rows() > 0;
        return new Receipt(
                task,
                outcome,
                attempt,
                dataset.fingerprint(),
                staged,
                List.of(),
                quarantined ? quarantine.rows() : 0,
                quarantined ? Optional.of(quarantine.location().key()) : Optional.empty(),
                reason,
                Optional.empty(),
                decodedBytes,
                startedAt,
                clock.instant());
    }

    /// Writes the receipt, unless the attempt has taken longer than it may. The first attempt to write one counts; any other removes
    /// what it staged (I3).
    ///
    /// @param replaced a receipt of an outcome without rows, that this one takes the place of
    /// @param locations of all that it staged
    /// @return the receipt that counts
    Uni<Receipt> write(Receipt own, Optional<Receipts.Found> replaced, List<Location> locations, Duration limit) {
        if (clock.instant().isAfter(startedAt.plus(limit))) {
            return Uni.createFrom()
                    .failure(new AttemptTooOldException(task.source().uri(), limit));
        }
        return new Receipts(lake)
                .write(own, replaced)
                .call(counts -> counts.attempt().equals(attempt)
                        ? Uni.createFrom().voidItem()
                        : lake.store().delete(locations));
    }
}
