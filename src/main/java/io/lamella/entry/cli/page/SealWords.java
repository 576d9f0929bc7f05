package io.lamella.entry.cli.page;

import io.lamella.core.table.SealReason;

/// Why a part is sealed, for people.
public final class SealWords {
    private SealWords() {}

    public static String of(SealReason reason) {
        return switch (reason) {
            case SIZE -> "it reached the size of a part";
            case ROW_GROUPS -> "it reached the most row groups of a part";
            case DEAD_BYTES -> "its old footers and ledgers reached their limit";
            case SCHEMA -> "what came next had another schema";
            case AGE -> "nothing was appended for long";
            case WRITE_ONCE -> "the dataset appends never";
            case SETTLED -> "it was settled";
        };
    }
}
