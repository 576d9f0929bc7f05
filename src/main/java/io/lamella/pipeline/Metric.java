package io.lamella.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is measured of a piece of work. `src/docs/observability.md` tells when to worry.
public enum Metric {
    /// Slices that got a receipt with rows, or whose rows were published.
    SLICES(Unit.COUNT, Kind.SUM),
    /// Slices that ended without rows: refused, gone, or overwritten.
    SLICES_WITHOUT_ROWS(Unit.COUNT, Kind.SUM),
    /// Slices that had been done before, or that another attempt was faster with.
    SLICES_REPEATED(Unit.COUNT, Kind.SUM),
    /// Pieces of work that failed or were given up, folders among them; they are tried again.
    FAILED(Unit.COUNT, Kind.SUM),
    /// Rows staged (ingest), published (compact), or merged in folders of others (folders).
    ROWS(Unit.COUNT, Kind.SUM),
    /// Rows that went to quarantine.
    REJECTED(Unit.COUNT, Kind.SUM),
    /// Bytes of slices as they landed.
    SOURCE_BYTES(Unit.BYTES, Kind.SUM),
    /// The same, decompressed.
    DECODED_BYTES(Unit.BYTES, Kind.SUM),
    /// Parquet made of them.
    PARQUET_BYTES(Unit.BYTES, Kind.SUM),
    COMMITS(Unit.COUNT, Kind.SUM),
    /// Commits that added rows to a part that was there.
    APPENDS(Unit.COUNT, Kind.SUM),
    /// Parts begun.
    PARTS(Unit.COUNT, Kind.SUM),
    /// Times that a compactor found something else than it expected, and looked again.
    CONFLICTS(Unit.COUNT, Kind.SUM),
    /// Merges that the sweeper asked for because nobody else had.
    REQUESTED(Unit.COUNT, Kind.SUM),
    /// Files of attempts that lost.
    DELETED(Unit.COUNT, Kind.SUM),
    ABORTED_UPLOADS(Unit.COUNT, Kind.SUM),
    /// Heads sealed for their age.
    SEALED(Unit.COUNT, Kind.SUM),
    /// Parts rewritten.
    SETTLED(Unit.COUNT, Kind.SUM),
    /// Staged files older than a day without a receipt.
    UNCLAIMED(Unit.COUNT, Kind.LEVEL),
    /// Staged files that wait to be published.
    STAGED_FILES(Unit.COUNT, Kind.LEVEL),
    STAGED_BYTES(Unit.BYTES, Kind.LEVEL),
    /// Age of the oldest of them; 0 if there is none.
    STAGED_AGE(Unit.SECONDS, Kind.LEVEL),
    /// Files that were made of those of others.
    MERGES(Unit.COUNT, Kind.SUM),
    /// Files of others whose place those take.
    MERGED_FILES(Unit.COUNT, Kind.SUM),
    /// Bytes of the files of others, before they were merged.
    BYTES_BEFORE(Unit.BYTES, Kind.SUM),
    /// Bytes of what came of them.
    BYTES_AFTER(Unit.BYTES, Kind.SUM),
    /// Things that merges which were cut off had left.
    CLEARED_UP(Unit.COUNT, Kind.SUM),
    /// Files of others, or whole folders, that were left alone; each kind of reason has its own.
    LEFT_NOT_MEANT(Unit.COUNT, Kind.LEVEL),
    LEFT_UNREADABLE(Unit.COUNT, Kind.LEVEL),
    LEFT_UNFIT(Unit.COUNT, Kind.LEVEL),
    LEFT_BUSY(Unit.COUNT, Kind.LEVEL),
    /// Requests to the store.
    STORE_REQUESTS(Unit.COUNT, Kind.SUM),
    /// Bytes that the store copied itself.
    COPIED_BYTES(Unit.BYTES, Kind.SUM),
    /// Bytes that were read and written here.
    THROUGH_BYTES(Unit.BYTES, Kind.SUM),
    /// What the requests cost, estimated.
    COST(Unit.DOLLARS, Kind.SUM);

    private final Unit unit;
    private final Kind kind;

    Metric(Unit unit, Kind kind) {
        this.unit = unit;
        this.kind = kind;
    }

    public enum Unit {
        COUNT,
        BYTES,
        SECONDS,
        DOLLARS
    }

    public enum Kind {
        /// What happened; values add up, and none is the same as 0.
        SUM,
        /// How things stand; 0 is a value as any other.
        LEVEL
    }

    public Unit unit() {
        return unit;
    }

    public Kind kind() {
        return kind;
    }

    /// As it stands in logs and metrics: `rows`, `throughBytes`.
    public String camelCase() {
        var words = name().toLowerCase(Locale.ROOT).split("_", -1);
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
