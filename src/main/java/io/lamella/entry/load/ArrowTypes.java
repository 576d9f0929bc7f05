package io.lamella.entry.load;

import io.lamella.core.load.LoadSchema;
import io.lamella.core.load.LoadType;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// The columns that are loaded, as Arrow declares them.
final class ArrowTypes {
    /// How Arrow marks sixteen bytes as a UUID
    /// ([specification](https://arrow.apache.org/docs/format/CanonicalExtensions.html#uuid)).
    private static final Map<String, String> UUID =
            Map.of("ARROW:extension:name", "arrow.uuid", "ARROW:extension:metadata", "");

    private static final int UUID_BYTES = 16;

    /// Decimals of more digits have no room in 128 bits.
    static final int DIGITS_OF_128_BITS = 38;

    private ArrowTypes() {}

    static Schema schema(LoadSchema schema) {
        return new Schema(schema.columns().stream().map(ArrowTypes::field).toList());
    }

    private static Field field(LoadType.Field field) {
        var metadata = field.type() instanceof LoadType.Uuid ? UUID : Map.<String, String>of();
        var type = new FieldType(field.nullable(), type(field.type()), null, metadata);
        return new Field(field.name(), type, children(field.type()));
    }

    private static List<Field> children(LoadType type) {
        return switch (type) {
            case LoadType.Array(LoadType.Field element) -> List.of(field(element));
            case LoadType.Map(LoadType.Field key, LoadType.Field value) ->
                List.of(new Field(
                        "entries",
                        new FieldType(false, new ArrowType.Struct(), null),
                        List.of(field(key), field(value))));
            case LoadType.Struct(List<LoadType.Field> fields) ->
                fields.stream().map(ArrowTypes::field).toList();
            default -> List.of();
        };
    }

    private static ArrowType type(LoadType type) {
        return switch (type) {
            case LoadType.Text _ -> new ArrowType.Utf8();
            case LoadType.Binary _ -> new ArrowType.Binary();
            case LoadType.Fixed(int length) -> new ArrowType.FixedSizeBinary(length);
            case LoadType.Uuid _ -> new ArrowType.FixedSizeBinary(UUID_BYTES);
            case LoadType.Bool _ -> new ArrowType.Bool();
            case LoadType.Int(int bits, boolean signed) -> new ArrowType.Int(bits, signed);
            case LoadType.Floating(int bits) ->
                new ArrowType.FloatingPoint(
                        bits == Float.SIZE ? FloatingPointPrecision.SINGLE : FloatingPointPrecision.DOUBLE);
            case LoadType.Decimal(int precision, int scale) ->
                new ArrowType.Decimal(precision, scale, precision > DIGITS_OF_128_BITS ? 256 : 128);
            case LoadType.Date _ -> new ArrowType.Date(DateUnit.DAY);
            case LoadType.Time(LoadType.Unit unit) ->
                new ArrowType.Time(unit(unit), unit == LoadType.Unit.MILLIS ? Integer.SIZE : Long.SIZE);
            case LoadType.Timestamp(LoadType.Unit unit, boolean utc) ->
                new ArrowType.Timestamp(unit(unit), utc ? "UTC" : null);
            case LoadType.Null _ -> new ArrowType.Null();
            case LoadType.Array _ -> new ArrowType.List();
            case LoadType.Map _ -> new ArrowType.Map(false);
            case LoadType.Struct _ -> new ArrowType.Struct();
        };
    }

    private static TimeUnit unit(LoadType.Unit unit) {
        return switch (unit) {
            case MILLIS -> TimeUnit.MILLISECOND;
            case MICROS -> TimeUnit.MICROSECOND;
            case NANOS -> TimeUnit.NANOSECOND;
        };
    }
}
