package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.FileInspection.RowGroup;
import java.util.Comparator;
import java.util.List;

/// What lies where nothing is known to lie: inside a row group it is padding, elsewhere dead bytes, as inspections count them.
final class Gaps {
    private final List<ByteRange> rowGroups;

    Gaps(PageContent content) {
        rowGroups = content.inspection().rowGroups().stream()
                .map(RowGroup::info)
                .map(info -> info.range())
                .filter(range -> range.length() > 0)
                .sorted(Comparator.comparingLong(ByteRange::offset))
                .toList();
    }

    /// Adds what fills the bytes between two places; nothing if the second is not behind the first.
    void fill(long from, long to, List<Extent> filled) {
        if (from >= to) {
            return;
        }
        long at = from;
        for (var range : rowGroups) {
            if (range.offset() < to && range.end() > at) {
                add(Kind.DEAD, at, Math.max(at, range.offset()), filled);
                long end = Math.min(to, range.end());
                add(Kind.GAP, Math.max(at, range.offset()), end, filled);
                at = Math.max(at, end);
            }
        }
        add(Kind.DEAD, at, to, filled);
    }

    private static void add(Kind kind, long from, long to, List<Extent> filled) {
        if (from < to) {
            filled.add(Extent.of(kind, new ByteRange(from, to - from)));
        }
    }
}
