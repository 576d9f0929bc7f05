package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.ChunkLayout;
import io.lamella.core.parquet.FileInspection;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.PartMetadata;
import io.lamella.core.table.Snapshot;
import java.util.List;
import java.util.Optional;

/// All that a page tells of a file.
///
/// @param name of the file
/// @param columns one for each of the inspection's
/// @param chunks of each row group, those of each column; those of the first [#DRAWN_ROW_GROUPS] with their data pages
/// @param part what the footer says if Lamella published the file; empty for others
/// @param ledger of a part; empty otherwise
/// @param snapshots of a part, the present one first; empty otherwise
public record PageContent(
        String name,
        FileInspection inspection,
        List<ColumnSummary> columns,
        List<List<ChunkLayout>> chunks,
        Optional<PartMetadata> part,
        List<LedgerEntry> ledger,
        List<Snapshot> snapshots) {
    /// Row groups that are drawn from the inside, page by page.
    public static final int DRAWN_ROW_GROUPS = 8;

    public PageContent {
        columns = List.copyOf(columns);
        chunks = List.copyOf(chunks);
        ledger = List.copyOf(ledger);
        snapshots = List.copyOf(snapshots);
    }

    long bytes() {
        return inspection.fileLength();
    }

    ByteRange footer() {
        return new ByteRange(bytes() - inspection.footerBytes(), inspection.footerBytes());
    }

    long ledgerRows() {
        return ledger.stream().mapToLong(LedgerEntry::rows).sum();
    }
}
