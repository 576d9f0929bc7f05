package io.lamella.core.catalog;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimeUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How Glue, and so Athena, names a type. These are Hive's names.
public final class GlueType {
    private GlueType() {}

    public static String of(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _, ColumnType.Json _ -> "string";
            case ColumnType.Bool _ -> "boolean";
            case ColumnType.Int(int bits) -> integer(bits);
            case ColumnType.Float32 _ -> "float";
            case ColumnType.Float64 _ -> "double";
            case ColumnType.Decimal(int precision, int scale) -> "decimal(" + precision + "," + scale + ")";
            case ColumnType.Date _ -> "date";
            // Hive has no type for the time of day: it is the number that the file holds.
            case ColumnType.Time(TimeUnit unit) -> unit == TimeUnit.MILLIS ? "int" : "bigint";
            case ColumnType.Timestamp _ -> "timestamp";
            case ColumnType.Array(ColumnType element) -> "array<" + of(element) + ">";
            case ColumnType.Map(ColumnType key, ColumnType value) -> "map<" + of(key) + "," + of(value) + ">";
            // Hive knows the names of fields in lower case only, and finds them so in the files.
            case ColumnType.Struct(List<ColumnType.Field> fields) ->
                fields.stream()
                        .map(field -> field.name().toLowerCase(Locale.ROOT) + ":" + of(field.type()))
                        .collect(Collectors.joining(",", "struct<", ">"));
            case ColumnType.Uuid _, ColumnType.Binary _, ColumnType.Fixed _ -> "binary";
        };
    }

    /// The type of a level of partitions. Athena projects dates as text.
    public static String of(PartitionColumn partition) {
        return partition.isHour() ? "int" : "string";
    }

    private static String integer(int bits) {
        return switch (bits) {
            case 8 -> "tinyint";
            case 16 -> "smallint";
            case 32 -> "int";
            default -> "bigint";
        };
    }
}
