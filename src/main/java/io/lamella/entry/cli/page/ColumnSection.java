package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;

/// The columns over all row groups, and how much of the file each takes.
final class ColumnSection implements Section {
    static final int MOST = 300;

    private static final int LONGEST_VALUE = 40;

    private final PageContent content;

    ColumnSection(PageContent content) {
        this.content = content;
    }

    @Override
    public void write(Markup out) {
        out.open("section", "aria-labelledby", "columns");
        out.element("h2", "Columns: where the bytes go", "id", "columns");
        out.element(
                "p",
                "Over all row groups. Dots in a name lead into nested values. Least and greatest are what the footer says:"
                        + " a reader that looks for a value skips each row group that cannot have it. Long texts may be cut"
                        + " there, so the bounds may be wider than the values.");
        var columns = content.columns();
        long largest = columns.stream().mapToLong(ColumnSummary::bytes).max().orElse(0);
        var table = HtmlTable.open(
                out,
                "Columns over all row groups",
                "Column",
                "Bytes, to scale",
                ">Bytes",
                ">Times larger uncompressed",
                "Type",
                ">Nulls",
                "Least",
                "Greatest",
                "Codec",
                "Encodings");
        columns.stream().limit(MOST).forEach(column -> row(column, largest, table));
        table.close();
        HtmlTable.more(out, columns.size(), MOST, "column");
        out.close();
    }

    private static void row(ColumnSummary column, long largest, HtmlTable table) {
        table.row()
                .head(Figures.brief(column.name(), 2 * LONGEST_VALUE))
                .cell("drawn share", cell -> bar(column, largest, cell))
                .number(column.bytes())
                .figure(column.ratio())
                .cell(
                        "words",
                        cell -> cell.text(column.type() + (column.required() ? ", required" : "") + levels(column)))
                .figure(column.nulls().map(Figures::number).orElse("?"))
                .text(bound(column.min().orElse("-")))
                .text(bound(column.max().orElse("-")))
                .cell("words", cell -> cell.text(String.join(" ", column.codecs())))
                .cell("words", cell -> cell.text(String.join(" ", column.encodings())));
    }

    private static String levels(ColumnSummary column) {
        return column.maxRepetition() == 0 ? "" : ", repetition levels to " + column.maxRepetition();
    }

    private static void bar(ColumnSummary column, long largest, Markup out) {
        var whole = ByteRange.whole(column.bytes());
        ScaleBar.open(out, whole, Figures.percent(column.bytes(), largest))
                .put(whole, "chunk g0 c0", column.name() + ": " + Figures.count(column.bytes(), "byte"), "")
                .close();
    }

    private static String bound(String value) {
        return Figures.brief(value, LONGEST_VALUE);
    }
}
