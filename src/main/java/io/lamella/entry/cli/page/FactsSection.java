package io.lamella.entry.cli.page;

import io.lamella.core.table.PartMetadata;
import io.lamella.entry.cli.text.Figures;

/// The file in a few numbers.
final class FactsSection implements Section {
    private static final int LONGEST_WRITER = 120;

    private final PageContent content;

    FactsSection(PageContent content) {
        this.content = content;
    }

    @Override
    public void write(Markup out) {
        var inspection = content.inspection();
        out.open("dl", "class", "facts");
        fact("Size", Figures.count(inspection.fileLength(), "byte"), out);
        fact("Rows", Figures.number(inspection.rows()), out);
        fact("Row groups", Figures.number(inspection.rowGroups().size()), out);
        fact("Columns", Figures.number(content.columns().size()), out);
        fact("Footer", Figures.count(inspection.footerBytes(), "byte"), out);
        fact(
                "Dead bytes",
                Figures.number(inspection.deadBytes()) + " ("
                        + Figures.share(inspection.deadBytes(), inspection.fileLength()) + ")",
                out);
        content.part().ifPresent(part -> part(part, out));
        var writer = inspection.createdBy().isEmpty() ? "not said" : inspection.createdBy();
        fact("Created by", Figures.brief(writer, LONGEST_WRITER), out);
        out.close();
    }

    private void part(PartMetadata part, Markup out) {
        fact("Dataset", part.dataset(), out);
        fact("Snapshots", Figures.number(content.snapshots().size()), out);
        fact(
                "Sealed",
                part.sealed()
                        .map(reason -> "yes: " + SealWords.of(reason))
                        .orElse("no: the next rows are appended here"),
                out);
    }

    private static void fact(String name, String value, Markup out) {
        out.open("div").element("dt", name).element("dd", value).close();
    }
}
