package io.lamella.core.load;

import java.util.List;
import java.util.stream.Collectors;

/// What the values of a column mean to whoever loads it. Wider than [io.lamella.core.schema.ColumnType]: files of any writer
/// are loaded, and few types are written.
public sealed interface LoadType {
    /// UTF-8 text; JSON and the names of enumerations too.
    record Text() implements LoadType {}

    /// Bytes of any kind.
    record Binary() implements LoadType {}

    /// Bytes of one length.
    record Fixed(int length) implements LoadType {}

    /// Sixteen bytes, the highest first.
    record Uuid() implements LoadType {}

    record Bool() implements LoadType {}

    /// @param bits 8, 16, 32 or 64
    record Int(int bits, boolean signed) implements LoadType {}

    /// @param bits 32 or 64
    record Floating(int bits) implements LoadType {}

    /// @param precision digits, 1 to 76
    /// @param scale how many of them stand behind the point
    record Decimal(int precision, int scale) implements LoadType {}

    /// Days since 1970.
    record Date() implements LoadType {}

    /// A time of day.
    record Time(Unit unit) implements LoadType {}

    /// @param utc true for a point in time, false for a local date and time of no particular zone
    record Timestamp(Unit unit, boolean utc) implements LoadType {}

    /// Every value is null.
    record Null() implements LoadType {}

    /// A type that is made of others.
    sealed interface Nested extends LoadType {}

    record Array(Field element) implements Nested {}

    /// @param key never null
    record Map(Field key, Field value) implements Nested {}

    record Struct(List<Field> fields) implements Nested {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /// A column, a field of a struct, the element of a list, the key or value of a map.
    ///
    /// @param nullable whether it may be null
    record Field(String name, LoadType type, boolean nullable) {
        Field asNullable() {
            return nullable ? this : new Field(name, type, true);
        }
    }

    /// The resolution of times and timestamps.
    enum Unit {
        MILLIS(1_000),
        MICROS(1_000_000),
        NANOS(1_000_000_000);

        private final long perSecond;

        Unit(long perSecond) {
            this.perSecond = perSecond;
        }

        public long perSecond() {
            return perSecond;
        }

        @Override
        public String toString() {
            return switch (this) {
                case MILLIS -> "millis";
                case MICROS -> "micros";
                case NANOS -> "nanos";
            };
        }
    }

    /// In words, such as `decimal(18,2)` or `array<struct<a:int64>>`.
    default String text() {
        return switch (this) {
            case Text _ -> "text";
            case Binary _ -> "binary";
            case Fixed(int length) -> "fixed(" + length + ")";
            case Uuid _ -> "uuid";
            case Bool _ -> "bool";
            case Int(int bits, boolean signed) -> (signed ? "int" : "uint") + bits;
            case Floating(int bits) -> "float" + bits;
            case Decimal(int precision, int scale) -> "decimal(" + precision + "," + scale + ")";
            case Date _ -> "date";
            case Time(Unit unit) -> "time(" + unit + ")";
            case Timestamp(Unit unit, boolean utc) -> "timestamp(" + unit + (utc ? ",utc)" : ",local)");
            case Null _ -> "null";
            case Array(Field element) -> "array<" + element.type().text() + ">";
            case Map(Field key, Field value) ->
                "map<" + key.type().text() + "," + value.type().text() + ">";
            case Struct(List<Field> fields) ->
                fields.stream()
                        .map(field -> field.name() + ":" + field.type().text())
                        .collect(Collectors.joining(",", "struct<", ">"));
        };
    }
}
