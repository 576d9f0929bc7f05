package io.lamella.core.catalog;

import io.lamella.core.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A table for Spark SQL. Its catalog keeps a list of the partitions, which a statement refreshes.
final class SparkTable {
    private static final String QUOTE = "`";

    private SparkTable() {}

    static String of(TableDefinition table) {
        var name = SqlText.quoted(table.database(), QUOTE) + "." + SqlText.quoted(table.name(), QUOTE);
        var columns = new ArrayList<String>();
        table.columns().forEach(column -> columns.add(column(column.name(), type(column.type()))));
        table.partitions().forEach(partition -> columns.add(column(partition.name(), type(partition.listedType()))));
        return """
                CREATE TABLE IF NOT EXISTS %s (
                %s
                )
                USING PARQUET
                %sLOCATION %s;
                """.formatted(
                        name, SqlText.lines(columns), partitions(table), SqlText.literal(location(table.location())))
                + refresh(table, name);
    }

    private static String partitions(TableDefinition table) {
        return table.partitions().isEmpty()
                ? ""
                : table.partitions().stream()
                        .map(partition -> SqlText.quoted(partition.name(), QUOTE))
                        .collect(Collectors.joining(", ", "PARTITIONED BY (", ")\n"));
    }

    private static String refresh(TableDefinition table, String name) {
        return table.partitions().isEmpty()
                ? ""
                : "-- Again whenever there are new partitions:\nMSCK REPAIR TABLE " + name + ";\n";
    }

    /// Hadoop's client for S3 goes by another scheme.
    private static String location(String location) {
        return location.startsWith("s3://") ? "s3a" + location.substring(2) : location;
    }

    private static String type(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _, ColumnType.Json _ -> "STRING";
            case ColumnType.Bool _ -> "BOOLEAN";
            case ColumnType.Int(int bits) -> integer(bits);
            case ColumnType.Float32 _ -> "FLOAT";
            case ColumnType.Float64 _ -> "DOUBLE";
            case ColumnType.Decimal(int precision, int scale) -> "DECIMAL(" + precision + "," + scale + ")";
            case ColumnType.Date _ -> "DATE";
            // Spark 3 has no times of day: it is the number that the file holds.
            case ColumnType.Time(ColumnType.TimeUnit unit) -> unit == ColumnType.TimeUnit.MILLIS ? "INT" : "BIGINT";
            case ColumnType.Timestamp timestamp -> timestamp.adjustedToUtc() ? "TIMESTAMP" : "TIMESTAMP_NTZ";
            case ColumnType.Uuid _, ColumnType.Binary _, ColumnType.Fixed _ -> "BINARY";
            case ColumnType.Array(ColumnType element) -> "ARRAY<" + type(element) + ">";
            case ColumnType.Map(ColumnType key, ColumnType value) -> "MAP<" + type(key) + ", " + type(value) + ">";
            case ColumnType.Struct(List<ColumnType.Field> fields) ->
                fields.stream()
                        .map(field -> SqlText.quoted(field.name(), QUOTE) + ": " + type(field.type()))
                        .collect(Collectors.joining(", ", "STRUCT<", ">"));
        };
    }

    private static String integer(int bits) {
        return switch (bits) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 32 -> "INT";
            default -> "BIGINT";
        };
    }

    private static String column(String name, String type) {
        return SqlText.quoted(name, QUOTE) + " " + type;
    }
}
