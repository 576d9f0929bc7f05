package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Column types in words. Fingerprints are made of them, so they never change.
public final class TypeText {
    private TypeText() {}

    /// All columns, such as `id int64 required, price decimal(18,2)`.
    public static String of(TableSchema schema) {
        return schema.columns().stream()
                .map(column -> column.name() + " " + of(column.type()) + (column.required() ? " required" : ""))
                .collect(Collectors.joining(", "));
    }

    public static String of(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _ -> "text";
            case ColumnType.Json _ -> "json";
            case ColumnType.Bool _ -> "bool";
            case ColumnType.Int(int bits) -> "int" + bits;
            case ColumnType.Float32 _ -> "float32";
            case ColumnType.Float64 _ -> "float64";
            case ColumnType.Decimal(int precision, int scale) -> "decimal(" + precision + "," + scale + ")";
            case ColumnType.Date _ -> "date";
            case ColumnType.Time(ColumnType.TimeUnit unit) -> "time(" + lower(unit) + ")";
            case ColumnType.Timestamp(ColumnType.TimestampUnit unit, boolean utc) ->
                "timestamp(" + lower(unit) + (utc ? ",utc)" : ",local)");
            case ColumnType.Uuid _ -> "uuid";
            case ColumnType.Binary _ -> "binary";
            case ColumnType.Array(ColumnType element) -> "array<" + of(element) + ">";
            case ColumnType.Map(ColumnType key, ColumnType value) -> "map<" + of(key) + "," + of(value) + ">";
            case ColumnType.Struct(List<ColumnType.Field> fields) ->
                fields.stream()
                        .map(field -> field.name() + ":" + of(field.type()))
                        .collect(Collectors.joining(",", "struct<", ">"));
            case ColumnType.Fixed(int length, boolean signed) -> "fixed(" + length + (signed ? ",signed)" : ")");
        };
    }

    private static String lower(Enum<?> unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
