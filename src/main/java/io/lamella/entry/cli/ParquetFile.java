package io.lamella.entry.cli;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.FileInspection;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.table.Ledger;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.PartMetadata;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A local Parquet file, of whoever wrote it, as far as its footer and its ledger tell.
///
/// @param part what the footer says if Lamella published the file; empty for a file of others and for a staged one
/// @param ledger of a part; empty otherwise
record ParquetFile(Path path, Footer footer, Optional<PartMetadata> part, List<LedgerEntry> ledger) {
    private static final int TRAILER_BYTES = 8;

    ParquetFile {
        ledger = List.copyOf(ledger);
    }

    /// An earlier state of a part, which is the beginning of the file and a whole Parquet file itself.
    record Snapshot(long length, long rows, int rowGroups) {}

    /// @throws ParquetFormatException that names the file, if it is none or is damaged
    static ParquetFile open(Path path) throws IOException {
        try (var channel = FileChannel.open(path)) {
            var footer = footer(channel, channel.size());
            var part = PartMetadata.fromKeyValues(footer.keyValues());
            var ledger = new ArrayList<LedgerEntry>();
            for (var block : part.map(PartMetadata::ledger).orElse(List.of())) {
                ledger.addAll(Ledger.read(read(channel, block)));
            }
            return new ParquetFile(path, footer, part, ledger);
        } catch (ParquetFormatException | IllegalArgumentException e) {
            throw new ParquetFormatException(path + ": " + e.getMessage(), e);
        }
    }

    private static Footer footer(FileChannel channel, long length) throws IOException {
        long trailer = Math.min(TRAILER_BYTES, length);
        long tail = Math.min(Footer.tailBytes(read(channel, new ByteRange(length - trailer, trailer))), length);
        return Footer.parse(read(channel, new ByteRange(length - tail, tail)), length);
    }

    private static ByteBuffer read(FileChannel channel, ByteRange range) throws IOException {
        if (range.end() > channel.size()) {
            throw new ParquetFormatException("the footer points to byte " + range.end() + ", beyond the end");
        }
        var bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, range.offset() + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
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
        try (var channel = FileChannel.open(path)) {
            while (length > 0) {
                var found = footer(channel, length);
                snapshots.add(
                        new Snapshot(length, found.rows(), found.rowGroups().size()));
                long previous = PartMetadata.fromKeyValues(found.keyValues())
                        .map(PartMetadata::previousLength)
                        .orElse(0L);
                if (previous >= length) {
                    throw new ParquetFormatException("the snapshot of length " + length
                            + " names one before it that is longer, of length " + previous);
                }
                length = previous;
            }
        } catch (ParquetFormatException | IllegalArgumentException e) {
            throw new ParquetFormatException(path + ": the snapshot of length " + length + ": " + e.getMessage(), e);
        }
        return snapshots;
    }
}
