package io.lamella.core.parquet;

/// A difference between the columns of two files that may be overcome when they are merged. No value changes what it means.
public enum Reconciliation {
    /// The same columns in another order.
    COLUMN_ORDER,
    /// A column that is required in one file and optional in the other becomes optional.
    NULLABILITY,
    /// A column that is optional in one file and missing in the other is null there.
    MISSING_COLUMNS,
    /// Decimals get the larger scale, and digits enough for it.
    DECIMAL_SCALE,
    /// Timestamps, of which both are local or neither is, get the finer unit.
    TIMESTAMP_UNIT
}
