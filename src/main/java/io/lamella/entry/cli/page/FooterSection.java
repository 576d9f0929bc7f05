package io.lamella.entry.cli.page;

import io.lamella.entry.cli.text.Figures;
/// What the footer says beside row groups and columns.

final class FooterSection implements Section {
    static final int MOST = 100;

    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_VALUE = 300;

    private final PageContent content;

    FooterSection(PageContent content) {
        this.content = content;
    }

    @Override
    public void write(Markup out) {
        var values = content.inspection().keyValues();
        out.open("section", "aria-labelledby", "footer");
        out.element("h2", "Footer: what the writer noted", "id", "footer");
        if (values.isEmpty()) {
            out.element("p", "The footer has no key-value metadata.");
        } else {
            out.element(
                    "p",
                    "A footer has room for the writer's own keys and values. Readers pass over those they do not know.");
            var table = HtmlTable.open(out, "Key-values of the footer", "Key", "Value");
            values.entrySet().stream()
                    .limit(MOST)
                    .forEach(entry -> table.row()
                            .head(Figures.brief(entry.getKey(), LONGEST_KEY))
                            .text(value(entry.getValue())));
            table.close();
            HtmlTable.more(out, values.size(), MOST, "key");
        }
        out.close();
    }

    private static String value(String value) {
        return value.length() <= LONGEST_VALUE
                ? value
                : Figures.brief(value, LONGEST_VALUE) + " (" + Figures.number(value.length()) + " characters)";
    }
}
