package io.lamella.entry.cli.page;

import io.lamella.core.table.LedgerEntry;
import io.lamella.entry.cli.text.Figures;

/// Where the rows of a part came from.
final class LedgerSection implements Section {
    static final int MOST = 100;

    private static final int SLICE_DIGITS = 8;
    private static final int LONGEST_NAME = 160;

    private final PageContent content;

    LedgerSection(PageContent content) {
        this.content = content;
    }

    @Override
    public void write(Markup out) {
        var ledger = content.ledger();
        out.open("section", "aria-labelledby", "ledger");
        out.element("h2", "Ledger: where the rows came from", "id", "ledger");
        long rows = content.ledgerRows();
        long fileRows = content.inspection().rows();
        var sum = "It names " + Figures.count(ledger.size(), "slice") + " of "
                + Figures.count(
                        ledger.stream().map(LedgerEntry::source).distinct().count(), "source object") + " with "
                + Figures.count(rows, "row") + ". ";
        if (rows == fileRows) {
            out.element("p", sum + "The footer says as many: every row has an origin.");
        } else {
            out.element(
                    "p",
                    sum + "The footer says " + Figures.number(fileRows) + ": run lamella verify on the dataset.",
                    "class",
                    "problem");
        }
        var table = HtmlTable.open(out, "Slices in the ledger", "Slice", "Source object", ">Rows", ">Rejected rows");
        ledger.stream()
                .limit(MOST)
                .forEach(entry -> table.row()
                        .head(Figures.brief(entry.slice().hex(), SLICE_DIGITS + 1))
                        .text(Figures.brief(entry.source().uri(), LONGEST_NAME))
                        .number(entry.rows())
                        .number(entry.rejected()));
        table.close();
        HtmlTable.more(out, ledger.size(), MOST, "slice");
        out.close();
    }
}
