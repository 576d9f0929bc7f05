package io.lamella.core.parquet;

/// How one column is written, where that is not left to its values.
///
/// @param column of the table. In a nested one, what is set here holds for those of its scalars that it fits
public record ColumnSettings(String column, ValueEncoding encoding) {}
