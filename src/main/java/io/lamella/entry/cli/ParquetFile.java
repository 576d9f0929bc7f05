package io.lamella.entry.cli;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.ChunkLayout;
import io.lamella.core.parquet.FileInspection;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.table.Ledger;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.PartMetadata;
import io.lamella.core.table.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Parquet file, of whoever wrote it, as far as its footer and its ledger tell.
///
/// @param part what the footer says if Lamella published the file; empty for a file of others and for a staged one
/// @param ledger of a part; empty otherwise
record ParquetFile(FileBytes file, Footer footer, Optional<PartMetadata> part, List<LedgerEntry> ledger) {
    /// What is read from the end at first: mostly the whole footer.
    private static final int TAIL_BYTES = 64 * 1024;

    ParquetFile {
        ledger = List.copyOf(ledger);
    }

    /// @throws ParquetFormatException that names the file, if it is none or is damaged
    static ParquetFile open(FileBytes file) throws IOException {
        try {
            var footer = footer(file);
            var part = PartMetadata.fromKeyValues(footer.keyValues());
            var ledger = new ArrayList<LedgerEntry>();
            for (var block : part.map(PartMetadata::ledger).orElse(List.of())) {
                ledger.addAll(Ledger.read(read(file, block)));
            }
            return new ParquetFile(file, footer, part, ledger);
        } catch (ParquetFormatException | IllegalArgumentException e) {
            throw new ParquetFormatException(file.name() + ": " + e.getMessage(), e);
        }
    }

    /// @throws ParquetFormatException if it is no Parquet file or is damaged
    static Footer footer(FileBytes file) throws IOException {
        return footer(file, file.size());
    }

    private static Footer footer(FileBytes file, long length) throws IOException {
        long guess = Math.min(TAIL_BYTES, length);
        var tail = read(file, new ByteRange(length - guess, guess));
        long needed = Math.min(Footer.tailBytes(tail), length);
        return Footer.parse(needed <= guess ? tail : read(file, new ByteRange(length - needed, needed)), length);
    }

    private static ByteBuffer read(FileBytes file, ByteRange range) throws IOException {
        if (range.end() > file.size()) {
            throw new ParquetFormatException("the footer points to byte " + range.end() + ", beyond the end");
        }
        return file.read(range);
    }

    /// Where the columns of a row group lie, with the pages that its page index names.
    ///
    /// @throws ParquetFormatException that names the file, if the index is damaged
    List<ChunkLayout> pages(int rowGroup) throws IOException {
        var group = footer.rowGroups().get(rowGroup);
        var index = ByteBuffer.allocate(Math.toIntExact(group.pageIndexBytes()));
        for (var range : group.pageIndex()) {
            index.put(read(file, range));
        }
        try {
            return ChunkLayout.of(footer, rowGroup, index.flip());
        } catch (ParquetFormatException e) {
            throw new ParquetFormatException(file.name() + ": " + e.getMessage(), e);
        }
    }

    /// The Bloom filter of a column of a row group, as it is stored; empty if it has none, or the file does not say how long it is.
    Optional<ByteBuffer> bloomFilter(int rowGroup, int column) throws IOException {
        var range = ChunkLayout.of(footer, rowGroup).get(column).bloomFilter();
        return range.isPresent() ? Optional.of(read(file, range.get())) : Optional.empty();
    }

    FileInspection inspection() {
        return FileInspection.of(footer, part.map(PartMetadata::ledger).orElse(List.of()));
    }

    /// All states of a part, the present one first.
    ///
    /// @throws ParquetFormatException if one of them does not open
    List<Snapshot> snapshots() throws IOException {
        var snapshots = new ArrayList<Snapshot>();
        long length = footer.fileLength();
        try {
            while (length > 0) {
                var found = footer(file, length);
                var metadata = PartMetadata.fromKeyValues(found.keyValues());
                snapshots.add(new Snapshot(
                        length,
                        found.rows(),
                        found.rowGroups().size(),
                        found.footerBytes(),
                        metadata.map(PartMetadata::ledger).orElse(List.of())));
                long previous = metadata.map(PartMetadata::previousLength).orElse(0L);
                if (previous >= length) {
                    throw new ParquetFormatException("the snapshot of length " + length
                            + " names one before it that is longer, of length " + previous);
                }
                length = previous;
            }
        } catch (ParquetFormatException | IllegalArgumentException e) {
            throw new ParquetFormatException(
                    file.name() + ": the snapshot of length " + length + ": " + e.getMessage(), e);
        }
        return snapshots;
    }
}
