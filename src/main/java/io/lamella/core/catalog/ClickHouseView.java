package io.lamella.core.catalog;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.PartitionPath;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A view for ClickHouse. It finds files and partitions anew in every query.
final class ClickHouseView {
    private ClickHouseView() {}

    static String of(TableDefinition table) {
        var names = Stream.concat(
                        table.columns().stream().map(column -> quoted(column.name())),
                        table.partitions().stream().map(ClickHouseView::selected))
                .toList();
        return """
                CREATE OR REPLACE VIEW %s AS
                SELECT
                %s
                FROM s3(
                  %s,
                  'Parquet',
                  %s
                )
                SETTINGS use_hive_partitioning = 1;
                """.formatted(
                        quoted(table.name()),
                        SqlText.lines(names),
                        SqlText.literal(table.files()),
                        SqlText.literal(structure(table)));
    }

    private static String structure(TableDefinition table) {
        return Stream.concat(
                        table.columns().stream()
                                .map(column -> column(
                                        column.name(),
                                        column.required() ? type(column.type()) : nullable(column.type()))),
                        table.partitions().stream().map(ClickHouseView::partition))
                .collect(Collectors.joining(", "));
    }

    private static String partition(PartitionColumn partition) {
        boolean required = partition.source().required();
        return column(partition.name(), required ? type(partition.type()) : "String");
    }

    /// ClickHouse takes values as they stand in the path: with what a path cannot hold as `%XX`, and with Hive's name for null.
    private static String selected(PartitionColumn partition) {
        String name = quoted(partition.name());
        String value = name;
        if (!partition.source().required()) {
            value = "nullIf(" + value + ", " + SqlText.literal(PartitionPath.NULL) + ")";
        }
        if (partition.type() instanceof ColumnType.Text) {
            value = "decodeURLComponent(" + value + ")";
        } else if (!partition.source().required()) {
            value = "CAST(" + value + ", " + SqlText.literal("Nullable(" + type(partition.type()) + ")") + ")";
        }
        return value.equals(name) ? name : value + " AS " + name;
    }

    private static String column(String name, String type) {
        return quoted(name) + " " + type;
    }

    /// What may be null. Arrays, maps and tuples cannot be: they come empty then.
    private static String nullable(ColumnType type) {
        return type instanceof ColumnType.Nested ? type(type) : "Nullable(" + type(type) + ")";
    }

    private static String type(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _, ColumnType.Json _, ColumnType.Binary _ -> "String";
            case ColumnType.Bool _ -> "Bool";
            case ColumnType.Int(int bits) -> "Int" + bits;
            case ColumnType.Float32 _ -> "Float32";
            case ColumnType.Float64 _ -> "Float64";
            case ColumnType.Decimal(int precision, int scale) -> "Decimal(" + precision + ", " + scale + ")";
            // Date ends in 2149, and begins in 1970.
            case ColumnType.Date _ -> "Date32";
            // A time of day is one of the first of January 1970.
            case ColumnType.Time(ColumnType.TimeUnit unit) ->
                unit == ColumnType.TimeUnit.MILLIS ? "DateTime64(3, 'UTC')" : "DateTime64(6, 'UTC')";
            case ColumnType.Timestamp timestamp -> timestamp(timestamp.unit());
            case ColumnType.Uuid _ -> "UUID";
            case ColumnType.Fixed fixed -> "FixedString(" + fixed.length() + ")";
            case ColumnType.Array(ColumnType element) -> "Array(" + nullable(element) + ")";
            case ColumnType.Map(ColumnType key, ColumnType value) -> "Map(" + type(key) + ", " + nullable(value) + ")";
            case ColumnType.Struct(List<ColumnType.Field> fields) ->
                fields.stream()
                        .map(field -> quoted(field.name()) + " " + nullable(field.type()))
                        .collect(Collectors.joining(", ", "Tuple(", ")"));
        };
    }

    /// In UTC, too, where it is of no zone: else it would be shown in the zone of the server.
    private static String timestamp(ColumnType.TimestampUnit unit) {
        return switch (unit) {
            case MILLIS -> "DateTime64(3, 'UTC')";
            case MICROS -> "DateTime64(6, 'UTC')";
            case INT96 -> "DateTime64(9, 'UTC')";
        };
    }

    private static String quoted(String name) {
        return SqlText.quoted(name, "`");
    }
}
