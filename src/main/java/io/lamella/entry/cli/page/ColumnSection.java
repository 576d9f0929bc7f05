package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;
import io.lamella.entry.cli.text.Figures;
import java.util.List;

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
        explainLevels(columns, out);
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
                .cell("text bound", cell -> cell.text(bound(column.min().orElse("-"))))
                .cell("text bound", cell -> cell.text(bound(column.max().orElse("-"))))
                .cell("words codec", cell -> cell.text(String.join(" ", column.codecs())))
                .cell("words encodings", cell -> cell.text(String.join(" ", column.encodings())));
    }

    private static void explainLevels(List<ColumnSummary> columns, Markup out) {
        if (columns.stream().anyMatch(column -> column.maxDefinition() > 0)) {
            out.element(
                    "p",
                    "Nulls are not stored as values. Instead a small number goes with each place, the definition level: how many"
                            + " of the names that lead to a value, and may be missing, are there. With levels to 1, 0 is a null and"
                            + " 1 a value. For a list of texts, with levels to 3, 0 is a null instead of a list, 1 an empty"
                            + " list, 2 a null in a list, and 3 a text in a list.");
        }
        if (columns.stream().anyMatch(column -> column.maxRepetition() > 0)) {
            out.element(
                    "p",
                    "Where lists begin is told by a second number, the repetition level: 0 begins a new row, 1 goes on with the"
                            + " list of that row, and 2 with a list inside that list. So the rows [a, b], [c] are stored as a, b,"
                            + " c with the levels 0, 1, 0.");
        }
    }

    private static String levels(ColumnSummary column) {
        return (column.maxDefinition() == 0 ? "" : ", definition levels to " + column.maxDefinition())
                + (column.maxRepetition() == 0 ? "" : ", repetition levels to " + column.maxRepetition());
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
