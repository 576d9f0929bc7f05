package io.lamella.entry.cli.page;

import io.lamella.entry.cli.text.Figures;
import java.util.function.Consumer;

/// A table that scrolls by itself where the window is too narrow for it, also by keyboard.
final class HtmlTable {
    private static final String RIGHT = ">";
    private final Markup out;
    private boolean inRow;

    private HtmlTable(Markup out) {
        this.out = out;
    }

    /// @param headings a heading that begins with `>` stands over numbers
    static HtmlTable open(Markup out, String caption, String... headings) {
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        out.open("table").element("caption", caption).open("thead").open("tr");
        for (var heading : headings) {
            boolean right = heading.startsWith(RIGHT);
            out.element(
                    "th", right ? heading.substring(1) : heading, "scope", "col", "class", right ? "number" : "text");
        }
        out.close().close().open("tbody");
        return new HtmlTable(out);
    }

    HtmlTable row() {
        endRow();
        out.open("tr");
        inRow = true;
        return this;
    }

    /// The cell that names the row.
    HtmlTable head(Consumer<Markup> content) {
        out.open("th", "scope", "row");
        content.accept(out);
        out.close();
        return this;
    }

    HtmlTable head(String text) {
        return head(cell -> cell.text(text));
    }

    HtmlTable cell(String style, Consumer<Markup> content) {
        out.open("td", "class", style);
        content.accept(out);
        out.close();
        return this;
    }

    HtmlTable text(String text) {
        return cell("text", cell -> cell.text(text));
    }

    HtmlTable figure(String text) {
        return cell("number", cell -> cell.text(text));
    }

    HtmlTable number(long number) {
        return figure(Figures.number(number));
    }

    private void endRow() {
        if (inRow) {
            out.close();
        }
    }

    void close() {
        endRow();
        out.close().close().close();
    }

    /// Says that a table does not show all.
    static void more(Markup out, int all, int shown, String noun) {
        if (all > shown) {
            out.element(
                    "p",
                    "… and " + Figures.count(all - shown, noun) + " more: lamella inspect --json lists all.",
                    "class",
                    "note");
        }
    }
}
