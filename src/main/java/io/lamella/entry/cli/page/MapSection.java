package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;
import io.lamella.entry.cli.text.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/// The whole file, byte after byte, over several lines as text is.
final class MapSection implements Section {
    private static final int LINES = 12;

    /// Narrower than one of so many parts of a line, and neighbours are drawn as one.
    private static final int PARTS = 200;

    private final PageContent content;
    private final FileMap map;
    private final Naming naming;

    MapSection(PageContent content, FileMap map) {
        this.content = content;
        this.map = map;
        this.naming = new Naming(content.columns(), content.bytes());
    }

    @Override
    public void write(Markup out) {
        long perLine = Math.max(1, Math.ceilDiv(content.bytes(), LINES));
        out.open("section", "aria-labelledby", "map");
        out.element("h2", "The file, byte by byte", "id", "map");
        out.element(
                "p",
                "Read it as text, from left to right and line by line: each line stands for " + Figures.size(perLine)
                        + ", and everything is as wide as it has bytes. What is too small to be seen is drawn together"
                        + " with its neighbours, in the colour of most of its bytes.");
        out.open(
                "div",
                "class",
                "map picture",
                "role",
                "img",
                "aria-label",
                "Map of the file. The table below names" + " what is in it.");
        int at = 0;
        for (long from = 0; from < content.bytes(); from += perLine) {
            at = line(new ByteRange(from, perLine), at, out);
        }
        out.close();
        legend(out);
        out.close();
    }

    /// @return the extent with which the next line begins
    private int line(ByteRange line, int first, Markup out) {
        out.open("div", "class", "line").element("span", Figures.size(line.offset()), "class", "at");
        var bar = ScaleBar.open(out, line, "100%");
        var small = new ArrayList<Extent>();
        int at = first;
        while (at < map.extents().size() && map.extents().get(at).range().offset() < line.end()) {
            var extent = map.extents().get(at);
            var piece = within(line, extent, extent);
            if (piece.length() * PARTS >= line.length()) {
                flush(small, line, bar);
                bar.put(piece, style(extent), naming.title(extent), naming.label(extent));
            } else {
                small.add(extent);
                if (within(line, small.getFirst(), extent).length() * PARTS >= line.length()) {
                    flush(small, line, bar);
                }
            }
            if (extent.range().end() > line.end()) {
                break;
            }
            at++;
        }
        flush(small, line, bar);
        bar.close();
        out.close();
        return at;
    }

    /// From the first to the last, as far as they lie on the line.
    private static ByteRange within(ByteRange line, Extent first, Extent last) {
        long from = Math.max(line.offset(), first.range().offset());
        return new ByteRange(from, Math.min(line.end(), last.range().end()) - from);
    }

    private void flush(List<Extent> small, ByteRange line, ScaleBar bar) {
        if (small.isEmpty()) {
            return;
        }
        var title = small.size() == 1 ? naming.title(small.getFirst()) : naming.title(small);
        bar.put(within(line, small.getFirst(), small.getLast()), style(most(small)), title, "");
        small.clear();
    }

    /// One of the kind that has the most bytes.
    private static Extent most(List<Extent> small) {
        var bytes = new EnumMap<Kind, Long>(Kind.class);
        small.forEach(extent -> bytes.merge(extent.kind(), extent.range().length(), Long::sum));
        var most = small.getFirst();
        for (var extent : small) {
            if (bytes.getOrDefault(extent.kind(), 0L) > bytes.getOrDefault(most.kind(), 0L)) {
                most = extent;
            }
        }
        return most;
    }

    private static String style(Extent extent) {
        return switch (extent.kind()) {
            case CHUNK, ROW_GROUP -> "chunk g" + extent.rowGroup() % 2 + " c" + Math.floorMod(extent.column(), 2);
            default -> extent.kind().style();
        };
    }

    private void legend(Markup out) {
        var table = HtmlTable.open(
                out, "What lies in the file", "What it is", "What it is for", ">How many", ">Bytes", ">Share");
        for (var kind : Kind.values()) {
            if (map.count(kind) > 0) {
                table.row()
                        .head(cell -> {
                            cell.element("span", "", "class", "key " + kind.style(), "aria-hidden", "true");
                            cell.text(kind.title());
                        })
                        .cell("prose", cell -> cell.text(kind.explanation()))
                        .number(map.count(kind))
                        .number(map.bytes(kind))
                        .figure(Figures.share(map.bytes(kind), content.bytes()));
            }
        }
        table.close();
    }
}
