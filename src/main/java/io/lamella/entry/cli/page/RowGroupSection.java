package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.ChunkLayout;
import io.lamella.core.parquet.FileInspection.RowGroup;
import io.lamella.entry.cli.text.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The first row groups from the inside: a bar for each column, with its dictionary and its pages.
final class RowGroupSection implements Section {
    /// Columns of a row group that are drawn: the largest.
    static final int MOST_COLUMNS = 40;

    /// Pages of a column that are drawn one by one.
    static final int MOST_PAGES = 120;

    /// Lines of the table of row groups.
    static final int MOST_GROUPS = 100;

    private final PageContent content;
    private final Naming naming;

    RowGroupSection(PageContent content) {
        this.content = content;
        this.naming = new Naming(content.columns(), content.bytes());
    }

    @Override
    public void write(Markup out) {
        var groups = content.inspection().rowGroups();
        out.open("section", "aria-labelledby", "row-groups");
        out.element("h2", "Row groups from the inside", "id", "row-groups");
        out.element(
                "p",
                "A row group holds some of the rows, column by column. What a column has there is its column chunk: first a"
                        + " dictionary, if the column repeats its values, then data pages. A page is the least that a"
                        + " reader unpacks at once. Each bar below shows its own chunk to scale; how large the chunks are beside"
                        + " each other is told by their bytes, and drawn under Columns.");
        int drawn = Math.min(groups.size(), PageContent.DRAWN_ROW_GROUPS);
        for (int group = 0; group < drawn; group++) {
            details(groups.get(group), content.chunks().get(group), out);
        }
        if (groups.size() > drawn) {
            out.element(
                    "p",
                    "The first " + drawn + " of " + Figures.count(groups.size(), "row group") + " are drawn.",
                    "class",
                    "note");
        }
        table(groups, out);
        out.close();
    }

    private void details(RowGroup group, List<ChunkLayout> chunks, Markup out) {
        var info = group.info();
        if (info.ordinal() == 0) {
            out.open("details", "open", "open");
        } else {
            out.open("details");
        }
        out.element(
                "summary",
                "Row group " + info.ordinal() + ": " + Figures.count(info.rows(), "row") + ", "
                        + Figures.size(info.range().length()));
        if (info.pageIndex().isEmpty()) {
            out.element(
                    "p",
                    "This row group has no page index: where its pages begin is known only to who reads them all, so"
                            + " their boundaries are not drawn.",
                    "class",
                    "note");
        }
        var table = HtmlTable.open(
                out,
                "Columns of row group " + info.ordinal(),
                "Column",
                "From its first byte to its last",
                ">Bytes",
                ">Data pages",
                ">Values",
                "Encodings");
        var shown = largest(chunks);
        for (int column = 0; column < chunks.size(); column++) {
            if (shown.contains(column)) {
                row(group, chunks.get(column), column, table);
            }
        }
        table.close();
        rest(chunks, shown, out);
        key(out);
        out.close();
    }

    private static Set<Integer> largest(List<ChunkLayout> chunks) {
        return IntStream.range(0, chunks.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                        (Integer column) -> -chunks.get(column).range().length()))
                .limit(MOST_COLUMNS)
                .collect(Collectors.toSet());
    }

    private static void rest(List<ChunkLayout> chunks, Set<Integer> shown, Markup out) {
        if (chunks.size() > shown.size()) {
            long bytes = IntStream.range(0, chunks.size())
                    .filter(column -> !shown.contains(column))
                    .mapToLong(column -> chunks.get(column).range().length())
                    .sum();
            out.element(
                    "p",
                    "The " + shown.size() + " largest columns are drawn. "
                            + Figures.count(chunks.size() - shown.size(), "other") + " take "
                            + Figures.count(bytes, "byte") + " together.",
                    "class",
                    "note");
        }
    }

    private void row(RowGroup group, ChunkLayout chunk, int column, HtmlTable table) {
        var facts = group.chunks().get(column);
        table.row()
                .head(naming.column(column))
                .cell("drawn", cell -> bar(chunk, cell))
                .number(chunk.range().length())
                .figure(
                        chunk.dataPages().isEmpty()
                                ? "?"
                                : Figures.number(chunk.dataPages().size()))
                .number(facts.values())
                .cell("words", cell -> cell.text(String.join(" ", facts.encodings())));
    }

    private void bar(ChunkLayout chunk, Markup out) {
        var range = chunk.range();
        if (range.length() == 0) {
            out.text("no pages");
            return;
        }
        var bar = ScaleBar.open(out, range, "100%");
        chunk.dictionary()
                .ifPresent(found -> bar.put(
                        found,
                        "dictionary",
                        "Dictionary: " + naming.place(found.offset(), found.length()),
                        "dictionary"));
        var pages = chunk.dataPages();
        if (pages.isEmpty() || pages.size() > MOST_PAGES) {
            long from = chunk.dictionary().map(ByteRange::end).orElse(range.offset());
            var rest = new ByteRange(from, range.end() - from);
            var name = pages.isEmpty() ? "Data pages: " : Figures.number(pages.size()) + " data pages: ";
            bar.put(
                    rest,
                    "page p0",
                    name + naming.place(rest.offset(), rest.length()),
                    pages.isEmpty() ? "data pages" : Figures.number(pages.size()) + " data pages");
        } else {
            for (int i = 0; i < pages.size(); i++) {
                bar.put(pages.get(i).range(), "page p" + i % 2, naming.title(i, pages.get(i)), "page " + i);
            }
        }
        bar.close();
    }

    private static void key(Markup out) {
        out.open("p", "class", "keys");
        out.element("span", "", "class", "key dictionary", "aria-hidden", "true")
                .element("span", "dictionary: each value once; the pages then hold its number");
        out.element("span", "", "class", "key page p0", "aria-hidden", "true")
                .element("span", "data pages, in two shades to tell neighbours apart");
        out.close();
    }

    private static void table(List<RowGroup> groups, Markup out) {
        var table = HtmlTable.open(
                out, "All row groups", ">Row group", ">Rows", ">Bytes", ">Uncompressed", ">From byte", ">Page index");
        groups.stream()
                .limit(MOST_GROUPS)
                .map(RowGroup::info)
                .forEach(info -> table.row()
                        .number(info.ordinal())
                        .number(info.rows())
                        .number(info.range().length())
                        .number(info.uncompressedBytes())
                        .number(info.range().offset())
                        .number(info.pageIndexBytes()));
        table.close();
        HtmlTable.more(out, groups.size(), MOST_GROUPS, "row group");
    }
}
