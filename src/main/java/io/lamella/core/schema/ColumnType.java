package io.lamella.core.schema;

import java.util.HashSet;
import java.util.List;

/// The type of a column, as a reader of the table sees it.
///
/// Sealed, so that each place that depends on the type is found by the compiler when a type is added. All but the [Nested]
/// ones are scalars: one value is one value in the file.
public sealed interface ColumnType {
    /// How deep types may stand in each other: `array<array<string>>` is 2 deep. Levels then fit into a byte with ease.
    int MAX_DEPTH = 16;

    /// UTF-8 text.
    record Text() implements ColumnType {}

    /// UTF-8 text that is one JSON value.
    record Json() implements ColumnType {}

    record Bool() implements ColumnType {}

    /// A signed integer.
    ///
    /// @param bits 8, 16, 32 or 64
    record Int(int bits) implements ColumnType {
        public Int {
            if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
                throw new IllegalArgumentException("bits must be 8, 16, 32 or 64 but was " + bits);
            }
        }
    }

    /// IEEE 754 single precision.
    record Float32() implements ColumnType {}

    /// IEEE 754 double precision.
    record Float64() implements ColumnType {}

    /// An exact decimal number.
    ///
    /// @param precision the number of digits, 1 to 38
    /// @param scale how many of them stand behind the point, 0 to precision
    record Decimal(int precision, int scale) implements ColumnType {
        public Decimal {
            if (precision < 1 || precision > 38) {
                throw new IllegalArgumentException("precision must be 1 to 38 but was " + precision);
            }
            if (scale < 0 || scale > precision) {
                throw new IllegalArgumentException("scale must be 0 to " + precision + " but was " + scale);
            }
        }
    }

    /// A day, without time and zone.
    record Date() implements ColumnType {}

    /// A time of day.
    record Time(TimeUnit unit) implements ColumnType {}

    /// A date and time.
    ///
    /// @param adjustedToUtc true for a point in time, false for a local date and time of no particular zone
    record Timestamp(TimestampUnit unit, boolean adjustedToUtc) implements ColumnType {}

    record Uuid() implements ColumnType {}

    /// Bytes of any kind.
    record Binary() implements ColumnType {}

    /// Bytes of one length, which files of other writers have; no source is decoded to them.
    ///
    /// @param length in bytes
    /// @param signed whether they compare as big-endian numbers in two's complement, as decimals do
    record Fixed(int length, boolean signed) implements ColumnType {
        public Fixed {
            if (length < 1) {
                throw new IllegalArgumentException("length must be positive but was " + length);
            }
        }
    }

    /// A type that is made of others. Whatever stands in it may be null, but for the keys of a map.
    sealed interface Nested extends ColumnType {}

    /// A list, in order.
    record Array(ColumnType element) implements Nested {}

    /// Values by key, each key once.
    ///
    /// @param key a scalar, never null
    record Map(ColumnType key, ColumnType value) implements Nested {
        public Map {
            if (key instanceof Nested) {
                throw new IllegalArgumentException("the key of a map must be a scalar but was " + key);
            }
        }
    }

    /// Fields with names, each once, in the order in which they are stored.
    record Struct(List<Field> fields) implements Nested {
        public Struct {
            fields = List.copyOf(fields);
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("a struct needs at least one field");
            }
            var names = new HashSet<String>();
            for (var field : fields) {
                if (field.name().isBlank()) {
                    throw new IllegalArgumentException("a field needs a name");
                }
                if (!names.add(field.name())) {
                    throw new IllegalArgumentException("two fields are named " + field.name());
                }
            }
        }
    }

    /// A field of a struct.
    record Field(String name, ColumnType type) {}

    /// The resolution of a time of day.
    enum TimeUnit {
        MILLIS,
        MICROS
    }

    /// The resolution of a timestamp; INT96 is the form of old Hive and Impala, nanoseconds and Julian day.
    enum TimestampUnit {
        MILLIS,
        MICROS,
        INT96
    }

    /// How many nested types stand in each other; 0 for a scalar.
    default int depth() {
        return switch (this) {
            case Array(ColumnType element) -> 1 + element.depth();
            case Map(ColumnType _, ColumnType value) -> 1 + value.depth();
            case Struct(List<Field> fields) ->
                1
                        + fields.stream()
                                .mapToInt(field -> field.type().depth())
                                .max()
                                .orElse(0);
            default -> 0;
        };
    }

    /// How values of this type, a scalar, are held in memory and in a file.
    default Storage storage() {
        return switch (this) {
            case Text _, Json _, Binary _ -> Storage.BYTES;
            case Bool _ -> Storage.BOOLEAN;
            case Int(int bits) -> bits == 64 ? Storage.INT64 : Storage.INT32;
            case Float32 _ -> Storage.FLOAT;
            case Float64 _ -> Storage.DOUBLE;
            case Decimal d when d.precision() <= 9 -> Storage.INT32;
            case Decimal d when d.precision() <= 18 -> Storage.INT64;
            case Decimal _, Uuid _, Fixed _ -> Storage.FIXED;
            case Date _ -> Storage.INT32;
            case Time(TimeUnit unit) -> unit == TimeUnit.MILLIS ? Storage.INT32 : Storage.INT64;
            case Timestamp t -> t.unit() == TimestampUnit.INT96 ? Storage.INT96 : Storage.INT64;
            case Nested _ -> throw new IllegalStateException("only the scalars in " + this + " are stored");
        };
    }

    /// The bytes of one value of a type stored as [Storage#FIXED] or [Storage#INT96]; 0 for any other storage.
    ///
    /// A decimal takes the fewest bytes of two's complement that hold its precision: 38 digits take 16, 19 take 9.
    default int fixedLength() {
        return switch (this) {
            case Uuid _ -> 16;
            case Fixed(int length, boolean _) -> length;
            case Timestamp t when t.unit() == TimestampUnit.INT96 -> 12;
            case Decimal d
            when d.precision() > 18 -> (int) Math.ceil((d.precision() * (Math.log(10) / Math.log(2)) + 1) / 8);
            default -> 0;
        };
    }
}
