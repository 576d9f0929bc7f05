package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;
import io.lamella.core.table.Snapshot;
import io.lamella.entry.cli.text.Figures;
import java.util.List;
import java.util.stream.IntStream;

/// The states of a part, from the first to the present one, each a bar as long as the file was.
final class SnapshotSection implements Section {
    /// Of more than so many, those in the middle are left out.
    static final int MOST = 40;

    private static final int FIRST = 10;

    private final PageContent content;
    private final List<Snapshot> snapshots;

    SnapshotSection(PageContent content) {
        this.content = content;
        this.snapshots = content.snapshots().reversed();
    }

    @Override
    public void write(Markup out) {
        out.open("section", "aria-labelledby", "snapshots");
        out.element("h2", "How it grew: every prefix is a snapshot", "id", "snapshots");
        out.element(
                "p",
                "Rows were committed to this part " + times(commits()) + ". Each commit kept all bytes that were"
                        + " there, and added row groups, a ledger and a new footer behind them. "
                        + (commits() == snapshots.size()
                                ? ""
                                : "The other snapshots added no rows, but a footer that seals the part, or the ledger of"
                                        + " objects without any. ")
                        + "So each earlier length of"
                        + " the file is a whole Parquet file still: a reader that learned it before the commit reads on,"
                        + " and sees no row twice and none go away.");
        var table = HtmlTable.open(
                out,
                "Snapshots, each as long as the file was",
                ">Snapshot",
                "Bytes, to scale",
                ">Length",
                ">Rows",
                ">Row groups");
        for (int i = 0; i < snapshots.size(); i++) {
            if (isShown(i)) {
                row(i, table);
            } else if (isShown(i - 1)) {
                table.row()
                        .head("…")
                        .text(Figures.number(snapshots.size() - MOST) + " snapshots are not drawn")
                        .text("")
                        .text("")
                        .text("");
            }
        }
        table.close();
        key(out);
        out.close();
    }

    /// Those that added rows.
    private int commits() {
        return Math.toIntExact(
                IntStream.range(0, snapshots.size()).filter(this::hasNewRows).count());
    }

    private boolean hasNewRows(int index) {
        return snapshots.get(index).rows()
                > (index == 0 ? 0 : snapshots.get(index - 1).rows());
    }

    private static String times(int count) {
        return count == 1 ? "once" : Figures.number(count) + " times";
    }

    private boolean isShown(int index) {
        return snapshots.size() <= MOST || index < FIRST || index >= snapshots.size() - (MOST - FIRST);
    }

    private void row(int index, HtmlTable table) {
        var snapshot = snapshots.get(index);
        table.row()
                .cell("number", cell -> cell.text(Figures.number(index + 1L)))
                .cell("drawn", cell -> bar(index, cell))
                .number(snapshot.length())
                .number(snapshot.rows())
                .number(snapshot.rowGroups());
    }

    private void bar(int index, Markup out) {
        var snapshot = snapshots.get(index);
        long before = index == 0 ? 0 : snapshots.get(index - 1).length();
        long footer = Math.max(before, snapshot.footer().offset());
        var bar = ScaleBar.open(out, ByteRange.whole(content.bytes()), "100%");
        if (before > 0) {
            bar.put(
                    ByteRange.whole(before),
                    "kept",
                    "Kept: all " + Figures.count(before, "byte") + " of snapshot " + index,
                    "");
        }
        bar.put(
                new ByteRange(before, footer - before),
                "chunk",
                "Added by snapshot " + (index + 1) + ": "
                        + (hasNewRows(index) ? "row groups, page index and ledger, " : "no rows, ")
                        + Figures.count(footer - before, "byte"),
                "");
        bar.put(
                new ByteRange(footer, snapshot.length() - footer),
                "footer",
                "Footer of snapshot " + (index + 1) + ": " + Figures.count(snapshot.footerBytes(), "byte"),
                "");
        bar.close();
    }

    private static void key(Markup out) {
        out.open("p", "class", "keys");
        key("kept", "kept as it was", out);
        key("chunk", "added by this commit", out);
        key("footer", "its footer", out);
        out.close();
    }

    private static void key(String style, String text, Markup out) {
        out.element("span", "", "class", "key " + style, "aria-hidden", "true").element("span", text);
    }
}
