package io.lamella.core.catalog;

import io.lamella.core.schema.ColumnType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A view for DuckDB. It finds files and partitions anew in every query, and types of columns in the files; only those of
/// partitions have to be told.
///
/// Columns are matched by name, so that files from before a column was added are read as well.
final class DuckDbView {
    private DuckDbView() {}

    static String of(TableDefinition table) {
        var columns = Stream.concat(
                        table.columns().stream().map(column -> quoted(column.name())),
                        table.partitions().stream().map(partition -> quoted(partition.name())))
                .toList();
        return """
                CREATE OR REPLACE VIEW %s AS
                SELECT
                %s
                FROM read_parquet(
                %s
                );
                """.formatted(quoted(table.name()), SqlText.lines(columns), SqlText.lines(arguments(table)));
    }

    private static List<String> arguments(TableDefinition table) {
        var files = Stream.of(SqlText.literal(table.files()), "union_by_name = true");
        if (table.partitions().isEmpty()) {
            return Stream.concat(files, Stream.of("hive_partitioning = false")).toList();
        }
        var types = table.partitions().stream()
                .map(partition -> SqlText.literal(partition.name()) + ": " + type(partition.type()))
                .collect(Collectors.joining(", ", "{", "}"));
        return Stream.concat(files, Stream.of("hive_partitioning = true", "hive_types = " + types))
                .toList();
    }

    /// @param type of a partition
    private static String type(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool _ -> "BOOLEAN";
            case ColumnType.Int(int bits) -> integer(bits);
            case ColumnType.Decimal(int precision, int scale) -> "DECIMAL(" + precision + "," + scale + ")";
            case ColumnType.Date _ -> "DATE";
            case ColumnType.Uuid _ -> "UUID";
            default -> "VARCHAR";
        };
    }

    private static String integer(int bits) {
        return switch (bits) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 32 -> "INTEGER";
            default -> "BIGINT";
        };
    }

    private static String quoted(String name) {
        return SqlText.quoted(name, "\"");
    }
}
