package io.lamella.core.plan;

import io.lamella.core.parquet.RowGroupSize;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.SealReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When a partition is committed to, how much goes into one commit, and when a part is sealed.
///
/// Arithmetic on sizes and ages, nothing else.
public final class CommitPlanner {
    /// Slices in one commit at most: their receipts are read before it, and it has to fit into a quarter of an invocation.
    public static final int MAX_SLICES = 1_000;

    /// What a compactor is taken to move, read, join and write in a second, when a commit has to fit into the time left.
    /// Well below what was measured, so that a slow day does not cost the whole commit.
    static final long BYTES_PER_SECOND = 8L * 1024 * 1024;

    private static final Duration DAY = Duration.ofDays(1);

    private final Dataset.Sizes sizes;
    private final Duration freshness;
    private final Dataset.AppendMode append;

    public CommitPlanner(Dataset.Sizes sizes, Duration freshness, Dataset.AppendMode append) {
        this.sizes = sizes;
        this.freshness = freshness;
        this.append = append;
    }

    /// What is pending for a partition.
    ///
    /// @param bytes of each staged file, oldest first
    /// @param oldest how long the oldest has waited
    public record Pending(List<Long> bytes, Duration oldest) {
        public Pending {
            bytes = List.copyOf(bytes);
        }

        long total() {
            return bytes.stream().mapToLong(Long::longValue).sum();
        }
    }

    /// A part that would be appended to, or, with all zeros, one that does not exist yet.
    ///
    /// @param deadBytes old footers and old ledger blocks in it
    public record Head(long length, int rowGroups, long deadBytes) {
        public static final Head NONE = new Head(0, 0, 0);
    }

    /// How many staged files the next commit takes, from the oldest on; 0 for "not yet".
    ///
    /// When the oldest has waited as long as the freshness allows, everything goes that fits. Before that, only what fills
    /// row groups: with row groups of 64 MB, of 9 files of 20 MB the first 7 go (140 MB fill two), and 2 wait for more.
    ///
    /// @param timeLeft until the compactor has to be done; a commit is bounded to a quarter of it
    public int filesToTake(Pending pending, Head head, Duration timeLeft) {
        boolean stale = pending.oldest().compareTo(freshness) >= 0;
        if (pending.bytes().isEmpty() || !stale && pending.total() < sizes.rowGroup()) {
            return 0;
        }
        long room = Math.max(0, sizes.part() - head.length());
        long affordable = Math.min(timeLeft.toSeconds(), DAY.toSeconds()) / 4 * BYTES_PER_SECOND;
        long limit = Math.min(room, affordable);
        int taken = 0;
        long bytes = 0;
        int lastFull = 0;
        long nextFull = sizes.rowGroup();
        for (long file : pending.bytes()) {
            if (taken == MAX_SLICES || taken > 0 && bytes + file > limit) {
                break;
            }
            taken++;
            bytes += file;
            if (bytes >= nextFull) {
                lastFull = taken;
                nextFull = (bytes / sizes.rowGroup() + 1) * sizes.rowGroup();
            }
        }
        // Held back by a limit and not by what there is: what was taken is as full as it gets.
        boolean limited = taken < pending.bytes().size();
        return stale || limited || lastFull == 0 ? taken : lastFull;
    }

    public RowGroupSize rowGroupSize() {
        return new RowGroupSize(sizes.rowGroup());
    }

    /// Why the part that a commit makes has to be sealed by it; empty if it may be appended to.
    ///
    /// @param after the part as the commit leaves it
    public Optional<SealReason> seal(Head after) {
        if (append == Dataset.AppendMode.NEVER) {
            return Optional.of(SealReason.WRITE_ONCE);
        }
        if (after.length() >= sizes.sealedFrom()) {
            return Optional.of(SealReason.SIZE);
        }
        if (after.rowGroups() >= sizes.maxRowGroups()) {
            return Optional.of(SealReason.ROW_GROUPS);
        }
        return after.deadBytes() >= sizes.maxDead() ? Optional.of(SealReason.DEAD_BYTES) : Optional.empty();
    }
}
