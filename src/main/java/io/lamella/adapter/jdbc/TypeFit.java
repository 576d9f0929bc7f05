package io.lamella.adapter.jdbc;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimeUnit;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import java.util.Optional;

/// Whether every value of a type of a database can stand in a column of a dataset, without loss. A type of which only some values can
/// is let in where nothing narrower is to be had: decimals without bounds, texts that hold a UUID or JSON, numbers for booleans;
/// values that do not fit are then rejected one by one.
final class TypeFit {
    private static final int MAX_PRECISION = 38;

    private TypeFit() {}

    /// Empty if the type fits; else what to do about it.
    static Optional<String> remedy(SourceType from, ColumnSource to) {
        boolean exact = to.format().rounding() == Rounding.REJECT;
        boolean fits = switch (to.column().type()) {
            case ColumnType.Text _ ->
                from instanceof SourceType.Text
                        || from instanceof SourceType.Json
                        || from instanceof SourceType.Uuid
                        || from instanceof SourceType.Other;
            case ColumnType.Json _, ColumnType.Nested _ -> isJson(from);
            case ColumnType.Bool _ ->
                from instanceof SourceType.Bool
                        || from instanceof SourceType.Int
                        || from instanceof SourceType.Bits(int length) && length == 1;
            case ColumnType.Int(int bits) -> fitsInt(from, bits);
            case ColumnType.Float32 _ -> from instanceof SourceType.Floating(int bits) && bits == 32;
            case ColumnType.Float64 _ -> from instanceof SourceType.Floating;
            case ColumnType.Decimal(int precision, int scale) -> fitsDecimal(from, precision, scale, exact);
            case ColumnType.Date _ -> from instanceof SourceType.Date;
            case ColumnType.Time(TimeUnit unit) ->
                from instanceof SourceType.Time(int fraction) && (!exact || fraction <= digits(unit));
            case ColumnType.Timestamp(TimestampUnit unit, boolean adjusted) ->
                fitsTimestamp(from, adjusted, exact ? digits(unit) : Integer.MAX_VALUE);
            case ColumnType.Uuid _ -> from instanceof SourceType.Uuid || from instanceof SourceType.Text;
            case ColumnType.Binary _ -> from instanceof SourceType.Bytes;
            case ColumnType.Fixed _ -> false;
        };
        return fits || from instanceof SourceType.Null
                ? Optional.empty()
                : Optional.of(remedy(from, to.column().type()));
    }

    private static boolean isJson(SourceType from) {
        return from instanceof SourceType.Json || from instanceof SourceType.Text;
    }

    private static boolean fitsInt(SourceType from, int bits) {
        return switch (from) {
            case SourceType.Int(int has, boolean signed) -> has <= (signed ? bits : bits - 1);
            case SourceType.Bits(int length) -> length < bits;
            case SourceType.Decimal(int precision, int scale) ->
                scale == 0 && precision < new SourceType.Int(bits, true).digits();
            default -> false;
        };
    }

    private static boolean fitsDecimal(SourceType from, int precision, int scale, boolean exact) {
        return switch (from) {
            case SourceType.Int number -> number.digits() <= precision - scale;
            case SourceType.Bits(int length) -> new SourceType.Int(length, false).digits() <= precision - scale;
            case SourceType.Decimal(int has, int places) ->
                has - places <= precision - scale && (!exact || places <= scale);
            case SourceType.Unbounded _ -> true;
            default -> false;
        };
    }

    private static boolean fitsTimestamp(SourceType from, boolean adjusted, int digits) {
        return switch (from) {
            case SourceType.WallClock(int fraction) -> fraction <= digits;
            case SourceType.Instant(int fraction) -> adjusted && fraction <= digits;
            default -> false;
        };
    }

    private static int digits(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 3;
            case MICROS -> 6;
        };
    }

    private static int digits(TimestampUnit unit) {
        return switch (unit) {
            case MILLIS -> 3;
            case MICROS -> 6;
            case INT96 -> 9;
        };
    }

    private static String remedy(SourceType from, ColumnType to) {
        if (to instanceof ColumnType.Nested) {
            return "make JSON of it in the query, such as by to_json(…) or JSON_OBJECT(…)";
        }
        boolean finer = from instanceof SourceType.Time && to instanceof ColumnType.Time
                || from instanceof SourceType.WallClock && to instanceof ColumnType.Timestamp
                || from instanceof SourceType.Instant && to instanceof ColumnType.Timestamp(var _, boolean utc) && utc;
        if (finer) {
            return "declare the column in micros, give it a `rounding`, or CAST it to fewer digits in the query";
        }
        return natural(from)
                .map(type -> "declare the column as " + type + ", or CAST it in the query")
                .orElse("CAST it in the query");
    }

    /// The type in `lamella.yaml` that has room for all values; empty if there is none.
    private static Optional<String> natural(SourceType from) {
        return switch (from) {
            case SourceType.Bool _ -> Optional.of("boolean");
            case SourceType.Int number -> Optional.of(integer(number));
            case SourceType.Bits(int length) -> Optional.of(integer(new SourceType.Int(length, false)));
            case SourceType.Decimal(int precision, int scale) ->
                precision <= MAX_PRECISION ? Optional.of("decimal(" + precision + "," + scale + ")") : Optional.empty();
            case SourceType.Unbounded _ -> Optional.of("a decimal with room for its digits, such as decimal(38,9)");
            case SourceType.Floating(int bits) -> Optional.of(bits == 32 ? "float" : "double");
            case SourceType.Text _, SourceType.Other _ -> Optional.of("string");
            case SourceType.Json _ -> Optional.of("json");
            case SourceType.Bytes _ -> Optional.of("binary");
            case SourceType.Uuid _ -> Optional.of("uuid");
            case SourceType.Date _ -> Optional.of("date");
            case SourceType.Time _ -> Optional.of("time");
            case SourceType.WallClock _ -> Optional.of("timestamp(local), or as timestamp");
            case SourceType.Instant _ -> Optional.of("timestamp");
            case SourceType.Null _ -> Optional.empty();
        };
    }

    private static String integer(SourceType.Int number) {
        int needed = number.signed() ? number.bits() : number.bits() + 1;
        for (int bits : new int[] {8, 16, 32, 64}) {
            if (needed <= bits) {
                return "int" + bits;
            }
        }
        return "decimal(" + number.digits() + ",0)";
    }
}
