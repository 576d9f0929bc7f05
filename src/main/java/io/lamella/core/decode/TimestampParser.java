package io.lamella.core.decode;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import org.jspecify.annotations.Nullable;

/// Timestamps as milliseconds or microseconds since 1970-01-01 00:00.
final class TimestampParser extends LongColumnParser {
    private final TimestampText text;
    private final long unitsOfSecond;
    private final int nanosOfUnit;

    TimestampParser(ColumnSource source, ColumnType.Timestamp type) {
        super(source);
        text = new TimestampText(source.format(), type);
        unitsOfSecond = type.unit() == TimestampUnit.MILLIS ? 1_000 : 1_000_000;
        nanosOfUnit = type.unit() == TimestampUnit.MILLIS ? 1_000_000 : 1_000;
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        Requirement broken = text.read(data, start, end);
        if (broken == null) {
            vector.set(row, text.seconds() * unitsOfSecond + text.nanos() / nanosOfUnit);
        }
        return broken;
    }
}
