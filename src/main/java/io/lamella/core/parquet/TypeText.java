package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Column types in words. Fingerprints are made of them, so they never change, also where `lamella.yaml` has other names.
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

    /// A type as `lamella.yaml` names it, for those who are to change it there.
    public static String configured(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _ -> "string";
            case ColumnType.Bool _ -> "boolean";
            case ColumnType.Float32 _ -> "float";
            case ColumnType.Float64 _ -> "double";
            case ColumnType.Array(ColumnType element) -> "array<" + configured(element) + ">";
            case ColumnType.Map(ColumnType key, ColumnType value) ->
                "map<" + configured(key) + "," + configured(value) + ">";
            case ColumnType.Struct(List<ColumnType.Field> fields) ->
                fields.stream()
                        .map(field -> field.name() + ":" + configured(field.type()))
                        .collect(Collectors.joining(",", "struct<", ">"));
            case ColumnType.Json _,
                    ColumnType.Int _,
                    ColumnType.Decimal _,
                    ColumnType.Date _,
                    ColumnType.Time _,
                    ColumnType.Timestamp _,
                    ColumnType.Uuid _,
                    ColumnType.Binary _,
                    ColumnType.Fixed _ -> of(type);
        };
    }

    private static String lower(Enum<?> unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
