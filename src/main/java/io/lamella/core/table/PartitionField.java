package io.lamella.core.table;

/// One level of a table's partitions: `name=value`.
///
/// @param column the decoded column that the value is taken from
public record PartitionField(String name, String column, Transform transform) {
    public enum Transform {
        /// The value itself.
        IDENTITY,
        /// `yyyy` of a date or timestamp.
        YEAR,
        /// `yyyy-MM` of a date or timestamp.
        MONTH,
        /// `yyyy-MM-dd` of a date or timestamp.
        DAY,
        /// `HH` of a timestamp.
        HOUR
    }
}
