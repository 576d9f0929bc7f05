package io.lamella.entry.cli.page;

import io.lamella.core.parquet.FileInspection.Chunk;
import io.lamella.core.parquet.FileInspection.RowGroup;
import io.lamella.entry.cli.text.Figures;

/// How a reader finds its way, with the numbers of this file.
final class ReadingSection implements Section {
    private final PageContent content;

    ReadingSection(PageContent content) {
        this.content = content;
    }

    @Override
    public void write(Markup out) {
        var inspection = content.inspection();
        out.open("section", "aria-labelledby", "reading");
        out.element("h2", "How a reader finds its way", "id", "reading");
        out.open("ol");
        out.element(
                "li",
                "It reads the last 8 bytes: the length of the footer's metadata, "
                        + Figures.count(inspection.footerBytes() - 8, "byte") + ", and the magic PAR1.");
        out.element(
                "li",
                "It reads the footer, from byte "
                        + Figures.number(content.footer().offset()) + ": "
                        + Figures.count(content.columns().size(), "column") + " and "
                        + Figures.count(inspection.rowGroups().size(), "row group") + ", and where everything lies.");
        out.element("li", "It leaves out the row groups whose least and greatest values rule out what is looked for.");
        if (inspection.rowGroups().stream()
                .flatMap(group -> group.chunks().stream())
                .anyMatch(Chunk::bloomFilter)) {
            out.element(
                    "li",
                    "If it looks for one value of a column that has Bloom filters, it leaves out the row groups whose"
                            + " filter says that it is surely not there.");
        }
        long indexed = inspection.rowGroups().stream()
                .map(RowGroup::info)
                .filter(info -> !info.pageIndex().isEmpty())
                .count();
        out.element(
                "li",
                indexed == 0
                        ? "This file has no page index, so of the row groups that are left it reads whole column chunks."
                        : "Of those that are left it reads the page index ("
                                + Figures.number(indexed) + " of "
                                + Figures.number(inspection.rowGroups().size())
                                + " have one) and then the pages that can have the value.");
        out.element("li", "It fetches the chunks of the columns that the query names, and no others.");
        out.close();
        out.close();
    }
}
