package io.lamella.core.table;

/// Why a part is appended to no more.
public enum SealReason {
    /// It came [near the size][Dataset.Sizes#sealedFrom] of a part.
    SIZE,
    /// It reached the number of row groups that keeps footers small.
    ROW_GROUPS,
    /// Old footers and ledgers in it reached their limit.
    DEAD_BYTES,
    /// What comes next has another schema.
    SCHEMA,
    /// Nothing was appended for so long.
    AGE,
    /// The dataset appends never: each commit is a part of its own.
    WRITE_ONCE,
    /// It was rewritten with full row groups.
    SETTLED
}
