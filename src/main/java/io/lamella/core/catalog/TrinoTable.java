package io.lamella.core.catalog;

import io.lamella.core.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A table for Trino, in a catalog `hive` of its Hive connector. Trino keeps a list of the partitions, which a call refreshes.
///
/// Timestamps have the three digits that the connector's `hive.timestamp-precision` has by default: with another precision it
/// refuses the statement.
final class TrinoTable {
    private TrinoTable() {}

    static String of(TableDefinition table) {
        var columns = new ArrayList<String>();
        table.columns().forEach(column -> columns.add(column(column.name(), type(column.type()))));
        // The Hive connector wants them last, in this order.
        table.partitions().forEach(partition -> columns.add(column(partition.name(), type(partition.listedType()))));
        return """
                CREATE TABLE IF NOT EXISTS hive.%s.%s (
                %s
                )
                WITH (
                %s
                );
                """.formatted(
                                quoted(table.database()),
                                quoted(table.name()),
                                SqlText.lines(columns),
                                SqlText.lines(properties(table)))
                + refresh(table);
    }

    private static List<String> properties(TableDefinition table) {
        var properties = new ArrayList<String>();
        properties.add("external_location = " + SqlText.literal(table.location()));
        properties.add("format = 'PARQUET'");
        if (!table.partitions().isEmpty()) {
            properties.add("partitioned_by = "
                    + table.partitions().stream()
                            .map(partition -> SqlText.literal(partition.name().toLowerCase(Locale.ROOT)))
                            .collect(Collectors.joining(", ", "ARRAY[", "]")));
        }
        return properties;
    }

    private static String refresh(TableDefinition table) {
        if (table.partitions().isEmpty()) {
            return "";
        }
        // Trino passes over folders whose names are not in lower case, unless it is told not to heed case.
        boolean renamed = table.partitions().stream().anyMatch(PartitionColumn::isRenamed);
        return "-- Again whenever there are new partitions:\nCALL hive.system.sync_partition_metadata(%s, %s, 'FULL'%s);\n"
                .formatted(SqlText.literal(table.database()), SqlText.literal(table.name()), renamed ? ", false" : "");
    }

    private static String type(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _, ColumnType.Json _ -> "varchar";
            case ColumnType.Bool _ -> "boolean";
            case ColumnType.Int(int bits) -> integer(bits);
            case ColumnType.Float32 _ -> "real";
            case ColumnType.Float64 _ -> "double";
            case ColumnType.Decimal(int precision, int scale) -> "decimal(" + precision + "," + scale + ")";
            case ColumnType.Date _ -> "date";
            // The Hive connector has no times of day: it is the number that the file holds.
            case ColumnType.Time(ColumnType.TimeUnit unit) -> unit == ColumnType.TimeUnit.MILLIS ? "integer" : "bigint";
            case ColumnType.Timestamp _ -> "timestamp(3)";
            case ColumnType.Uuid _, ColumnType.Binary _, ColumnType.Fixed _ -> "varbinary";
            case ColumnType.Array(ColumnType element) -> "array(" + type(element) + ")";
            case ColumnType.Map(ColumnType key, ColumnType value) -> "map(" + type(key) + ", " + type(value) + ")";
            case ColumnType.Struct(List<ColumnType.Field> fields) ->
                fields.stream()
                        .map(field -> column(field.name(), type(field.type())))
                        .collect(Collectors.joining(", ", "row(", ")"));
        };
    }

    private static String integer(int bits) {
        return switch (bits) {
            case 8 -> "tinyint";
            case 16 -> "smallint";
            case 32 -> "integer";
            default -> "bigint";
        };
    }

    private static String column(String name, String type) {
        return quoted(name.toLowerCase(Locale.ROOT)) + " " + type;
    }

    private static String quoted(String name) {
        return SqlText.quoted(name, "\"");
    }
}
