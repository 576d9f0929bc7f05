package io.lamella.entry.cli.page;

/// What bytes of a file are for. Where ranges begin at the same byte, what stands first here is drawn.
enum Kind {
    MAGIC("magic", "Magic", "The four bytes PAR1: this is Parquet. The footer ends with the same four."),
    CHUNK(
            "chunk",
            "Column chunk",
            "The values of one column in one row group, side by side, encoded and compressed. A query that needs two"
                    + " columns reads only their chunks. Neighbouring row groups have different blues."),
    ROW_GROUP(
            "chunk",
            "Row group",
            "Some of the rows: one column chunk after the other. This file has so many chunks that they are drawn"
                    + " together. Neighbouring row groups have different blues."),
    GAP("gap", "Padding", "Bytes within a row group that belong to no column: the writer left them."),
    COLUMN_INDEX(
            "index",
            "Column index",
            "The least and the greatest value of each page. A reader that looks for a value skips the pages that cannot"
                    + " have it."),
    OFFSET_INDEX("index", "Offset index", "Where each page lies and with which row it begins."),
    BLOOM_FILTER("bloom", "Bloom filter", "Answers “this value is surely not here” without reading a page."),
    LEDGER(
            "ledger",
            "Ledger",
            "The slices whose rows this part holds, that is, which source objects they came from. Lamella commits it"
                    + " together with the rows."),
    FOOTER(
            "footer",
            "Footer",
            "The table of contents: the schema, where every column chunk lies, and the least and greatest values. Readers"
                    + " begin here, at the end of the file."),
    OLD_FOOTER(
            "dead",
            "Old footer",
            "The footer of an earlier snapshot. The present footer does not need it, but a reader that learned the old"
                    + " length of the file still does. Counts as dead bytes."),
    OLD_LEDGER(
            "dead",
            "Old ledger",
            "Its entries were written anew, as one block, by a later commit. Counts as dead bytes."),
    DEAD("dead", "Other dead bytes", "No footer that was looked at points here.");

    private final String style;
    private final String title;
    private final String explanation;

    Kind(String style, String title, String explanation) {
        this.style = style;
        this.title = title;
        this.explanation = explanation;
    }

    /// The class in the style sheet.
    String style() {
        return style;
    }

    String title() {
        return title;
    }

    String explanation() {
        return explanation;
    }
}
