package io.lamella.core.parquet;

import java.util.Optional;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;

/// What the values of a column mean, from the logical type or, in old files, from the converted type.
sealed interface Annotation {
    record None() implements Annotation {}

    record Text() implements Annotation {}

    record Enumeration() implements Annotation {}

    record Json() implements Annotation {}

    record Int(int bits, boolean signed) implements Annotation {}

    record Decimal(int precision, int scale) implements Annotation {}

    record Date() implements Annotation {}

    record Time(Unit unit) implements Annotation {}

    record Timestamp(Unit unit, boolean adjustedToUtc) implements Annotation {}

    record Uuid() implements Annotation {}

    record Float16() implements Annotation {}

    /// Every value is null.
    record Null() implements Annotation {}

    enum Unit {
        MILLIS(1_000),
        MICROS(1_000_000),
        NANOS(1_000_000_000);

        private final long perSecond;

        Unit(long perSecond) {
            this.perSecond = perSecond;
        }

        long perSecond() {
            return perSecond;
        }
    }

    /// Empty for an annotation that Lamella knows nothing of; its values are then only bytes or numbers.
    static Optional<Annotation> of(SchemaElement element) {
        if (element.isSetLogicalType()) {
            return logical(Thrift.given(element.getLogicalType()));
        }
        return element.isSetConverted_type() ? converted(element) : Optional.of(new None());
    }

    private static Optional<Annotation> logical(LogicalType type) {
        // Null for a type that was added to the format later.
        var field = type.getSetField();
        if (field == null) {
            return Optional.empty();
        }
        return switch (field) {
            case STRING -> Optional.of(new Text());
            case ENUM -> Optional.of(new Enumeration());
            case JSON -> Optional.of(new Json());
            case UUID -> Optional.of(new Uuid());
            case FLOAT16 -> Optional.of(new Float16());
            case UNKNOWN -> Optional.of(new Null());
            case DATE -> Optional.of(new Date());
            case INTEGER ->
                integer(type.getINTEGER().getBitWidth(), type.getINTEGER().isIsSigned());
            case DECIMAL ->
                decimal(type.getDECIMAL().getPrecision(), type.getDECIMAL().getScale());
            case TIME -> unit(Thrift.given(type.getTIME().getUnit())).map(Time::new);
            case TIMESTAMP ->
                unit(Thrift.given(type.getTIMESTAMP().getUnit()))
                        .map(unit -> new Timestamp(unit, type.getTIMESTAMP().isIsAdjustedToUTC()));
            case MAP, LIST, BSON, VARIANT, GEOMETRY, GEOGRAPHY -> Optional.empty();
        };
    }

    private static Optional<Unit> unit(org.apache.parquet.format.TimeUnit unit) {
        var field = unit.getSetField();
        if (field == null) {
            return Optional.empty();
        }
        return switch (field) {
            case MILLIS -> Optional.of(Unit.MILLIS);
            case MICROS -> Optional.of(Unit.MICROS);
            case NANOS -> Optional.of(Unit.NANOS);
        };
    }

    private static Optional<Annotation> converted(SchemaElement element) {
        return switch (Thrift.given(element.getConverted_type())) {
            case UTF8 -> Optional.of(new Text());
            case ENUM -> Optional.of(new Enumeration());
            case JSON -> Optional.of(new Json());
            case DATE -> Optional.of(new Date());
            case DECIMAL -> decimal(element.getPrecision(), element.getScale());
            case TIME_MILLIS -> Optional.of(new Time(Unit.MILLIS));
            case TIME_MICROS -> Optional.of(new Time(Unit.MICROS));
            case TIMESTAMP_MILLIS -> Optional.of(new Timestamp(Unit.MILLIS, true));
            case TIMESTAMP_MICROS -> Optional.of(new Timestamp(Unit.MICROS, true));
            case INT_8 -> Optional.of(new Int(8, true));
            case INT_16 -> Optional.of(new Int(16, true));
            case INT_32 -> Optional.of(new Int(32, true));
            case INT_64 -> Optional.of(new Int(64, true));
            case UINT_8 -> Optional.of(new Int(8, false));
            case UINT_16 -> Optional.of(new Int(16, false));
            case UINT_32 -> Optional.of(new Int(32, false));
            case UINT_64 -> Optional.of(new Int(64, false));
            case MAP, MAP_KEY_VALUE, LIST, BSON, INTERVAL -> Optional.empty();
        };
    }

    private static Optional<Annotation> integer(int bits, boolean signed) {
        boolean known = bits == 8 || bits == 16 || bits == 32 || bits == 64;
        return known ? Optional.of(new Int(bits, signed)) : Optional.empty();
    }

    /// A scale that is no part of the precision, or no digit at all, is no decimal.
    private static Optional<Annotation> decimal(int precision, int scale) {
        boolean legal = precision > 0 && scale >= 0 && scale <= precision;
        return legal ? Optional.of(new Decimal(precision, scale)) : Optional.empty();
    }
}
