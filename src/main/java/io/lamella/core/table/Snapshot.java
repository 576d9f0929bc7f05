package io.lamella.core.table;

import io.lamella.core.event.ByteRange;
import java.util.List;

/// A state of a part: the beginning of its file, which is a whole Parquet file itself.
///
/// @param length in bytes; it ends with its footer
/// @param footerBytes metadata, length, magic
/// @param ledger where its ledger blocks lie
public record Snapshot(long length, long rows, int rowGroups, long footerBytes, List<ByteRange> ledger) {
    public Snapshot {
        ledger = List.copyOf(ledger);
    }

    public ByteRange footer() {
        return new ByteRange(length - footerBytes, footerBytes);
    }
}
