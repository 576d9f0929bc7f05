package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.ChunkLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What each byte of a file is for.
///
/// @param extents from the first byte to the last, without gaps and overlaps
record FileMap(List<Extent> extents) {
    /// With more chunks than this, whole row groups are shown.
    static final int MAX_CHUNKS = 20_000;

    private static final int MAGIC_BYTES = 4;

    FileMap {
        extents = List.copyOf(extents);
    }

    static FileMap of(PageContent content) {
        var known = new ArrayList<Extent>();
        known.add(Extent.of(Kind.MAGIC, new ByteRange(0, Math.min(MAGIC_BYTES, content.bytes()))));
        known.add(Extent.of(Kind.FOOTER, content.footer()));
        content.part().ifPresent(part -> part.ledger().forEach(block -> known.add(Extent.of(Kind.LEDGER, block))));
        content.snapshots().stream().skip(1).forEach(snapshot -> {
            known.add(Extent.of(Kind.OLD_FOOTER, snapshot.footer()));
            snapshot.ledger().forEach(block -> known.add(Extent.of(Kind.OLD_LEDGER, block)));
        });
        boolean chunks = (long) content.chunks().size() * content.columns().size() <= MAX_CHUNKS;
        for (int group = 0; group < content.chunks().size(); group++) {
            rowGroup(content, group, chunks, known);
        }
        return new FileMap(filled(known, content));
    }

    private static void rowGroup(PageContent content, int group, boolean withChunks, List<Extent> to) {
        var range = content.inspection().rowGroups().get(group).info().range();
        if (!withChunks) {
            to.add(new Extent(Kind.ROW_GROUP, range, group, Extent.NONE));
        }
        var chunks = content.chunks().get(group);
        for (int column = 0; column < chunks.size(); column++) {
            var chunk = chunks.get(column);
            if (withChunks) {
                to.add(new Extent(Kind.CHUNK, chunk.range(), group, column));
            }
            others(chunk, group, column, to);
        }
    }

    private static void others(ChunkLayout chunk, int group, int column, List<Extent> to) {
        add(Kind.COLUMN_INDEX, chunk.columnIndex(), group, column, to);
        add(Kind.OFFSET_INDEX, chunk.offsetIndex(), group, column, to);
        add(Kind.BLOOM_FILTER, chunk.bloomFilter(), group, column, to);
    }

    private static void add(Kind kind, Optional<ByteRange> range, int group, int column, List<Extent> to) {
        range.ifPresent(found -> to.add(new Extent(kind, found, group, column)));
    }

    /// In order, each byte once: files of others may claim the same byte twice, and damaged ones bytes beyond the end.
    private static List<Extent> filled(List<Extent> known, PageContent content) {
        var gaps = new Gaps(content);
        var filled = new ArrayList<Extent>();
        long reached = 0;
        known.sort(Comparator.comparingLong((Extent extent) -> extent.range().offset())
                .thenComparing(Extent::kind)
                .thenComparingInt(Extent::rowGroup)
                .thenComparingInt(Extent::column));
        for (var extent : known) {
            var range = extent.range();
            long from = Math.max(reached, Math.min(range.offset(), content.bytes()));
            long end = Math.min(range.end(), content.bytes());
            if (from < end) {
                gaps.fill(reached, from, filled);
                filled.add(extent.within(from, end));
                reached = end;
            }
        }
        gaps.fill(reached, content.bytes(), filled);
        return filled;
    }

    /// The bytes of all extents of a kind.
    long bytes(Kind kind) {
        return extents.stream()
                .filter(extent -> extent.kind() == kind)
                .mapToLong(extent -> extent.range().length())
                .sum();
    }

    long count(Kind kind) {
        return extents.stream().filter(extent -> extent.kind() == kind).count();
    }
}
