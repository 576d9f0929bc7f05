package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.Storage;

/// A column that the rows of each row group are sorted by.
///
/// @param column of the table
/// @param descending whether the greatest value comes first
/// @param nullsFirst whether rows without a value come first, whichever way the others go
public record SortColumn(String column, boolean descending, boolean nullsFirst) {
    /// Whether rows can be sorted by values of this type: of scalars, those in whose order readers agree.
    public static boolean fits(ColumnType type) {
        return !(type instanceof ColumnType.Nested) && type.storage() != Storage.INT96;
    }
}
