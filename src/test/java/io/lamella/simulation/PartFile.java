package io.lamella.simulation;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.Checksums;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetRows;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.table.Ledger;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.PartMetadata;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A part of the table, or an earlier length of it, opened by a reader who knows nothing of the pipeline.
///
/// @param bytes of the whole file
record PartFile(ByteBuffer bytes, Footer footer) {
    static PartFile of(ByteBuffer bytes) {
        return new PartFile(bytes, Footer.parse(bytes, bytes.remaining()));
    }

    PartMetadata metadata() {
        return PartMetadata.fromKeyValues(footer.keyValues()).orElseThrow();
    }

    List<LedgerEntry> ledger() {
        var entries = new ArrayList<LedgerEntry>();
        metadata().ledger().forEach(block -> entries.addAll(Ledger.read(slice(bytes, block))));
        return entries;
    }

    /// The ids of the rows of a row group.
    ///
    /// @param content its bytes
    /// @throws Violation if a row is not as it landed
    static List<Integer> ids(Footer footer, RowGroupInfo group, ByteBuffer content) {
        var ids = new ArrayList<Integer>();
        var rows = new ParquetRows(footer, group.ordinal(), content, Checksums.VERIFY);
        int name = ParquetRows.columns(footer).indexOf("name");
        while (rows.next()) {
            var values = rows.values();
            int id = Integer.parseInt(values.getFirst().orElseThrow());
            if (!values.get(name).orElse("").startsWith(Sources.name(id))) {
                throw new Violation("a row is half another: " + values);
            }
            ids.add(id);
        }
        return ids;
    }

    /// The ids of all rows, sorted.
    List<Integer> ids() {
        return footer.rowGroups().stream()
                .flatMap(group -> ids(footer, group, slice(bytes, group.range())).stream())
                .sorted()
                .toList();
    }

    static ByteBuffer slice(ByteBuffer bytes, ByteRange range) {
        return bytes.slice(Math.toIntExact(range.offset()), Math.toIntExact(range.length()));
    }
}
