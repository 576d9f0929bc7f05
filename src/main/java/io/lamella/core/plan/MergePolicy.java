package io.lamella.core.plan;

import io.lamella.core.parquet.FileSchema;
import io.lamella.core.parquet.Reconciliation;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.parquet.RowGroupSize;
import io.lamella.core.parquet.SchemaMatch;
import io.lamella.core.parquet.SortColumn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How folders that others wrote are merged.
///
/// @param ttl files must be older than this, so that whoever writes them is done with them
/// @param targetBytes what a merged file has at most
/// @param rowGroupBytes a row group is full when it has this many bytes, compressed
/// @param reconcile the differences between the columns of files that are overcome; files that differ otherwise are merged apart
/// @param sortBy the columns that the rows of each row group are sorted by that is encoded anew; files whose rows cannot be
/// sorted by them are left alone. Empty to leave rows in their order
public record MergePolicy(
        Duration ttl, long targetBytes, long rowGroupBytes, Set<Reconciliation> reconcile, List<SortColumn> sortBy) {
    private static final long MIB = 1024 * 1024;

    public static final MergePolicy DEFAULT = new MergePolicy(
            Duration.ofHours(1), 512 * MIB, 64 * MIB, Set.of(Reconciliation.COLUMN_ORDER, Reconciliation.NULLABILITY));

    /// A row group that has to be encoded anew is read as a whole, so that it may not be much more than a full one.
    private static final int JOINED_AT_MOST = 2;

    public MergePolicy {
        reconcile = Set.copyOf(reconcile);
        sortBy = List.copyOf(sortBy);
        if (ttl.isNegative()) {
            throw new IllegalArgumentException("ttl must not be negative but was " + ttl);
        }
        if (rowGroupBytes <= 0 || targetBytes < rowGroupBytes) {
            throw new IllegalArgumentException(
                    "a file must not be smaller than its row groups, nor those empty, but the target is " + targetBytes
                            + " bytes and a row group " + rowGroupBytes);
        }
    }

    /// Rows stay in their order.
    public MergePolicy(Duration ttl, long targetBytes, long rowGroupBytes, Set<Reconciliation> reconcile) {
        this(ttl, targetBytes, rowGroupBytes, reconcile, List.of());
    }

    /// Why files of these columns are not merged, since their rows cannot be sorted as is asked for; empty if they can.
    public Optional<String> unsortable(FileSchema schema) {
        return sortBy.stream().flatMap(by -> schema.unsortable(by).stream()).findFirst();
    }

    public RowGroupSize rowGroupSize() {
        return new RowGroupSize(rowGroupBytes);
    }

    /// Whether a row group is copied as it is: if it is full, or if nothing else can be done with it.
    public boolean copies(SchemaMatch match, RowGroupInfo group) {
        return match.isCopyable()
                && (!match.isJoinable() || rowGroupSize().isFull(group.range().length()));
    }

    /// Whether a row group is small enough to be read as a whole.
    public boolean canJoin(RowGroupInfo group) {
        return group.range().length() <= rowGroupBytes * JOINED_AT_MOST;
    }
}
