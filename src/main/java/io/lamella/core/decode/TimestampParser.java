package io.lamella.core.decode;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import org.jspecify.annotations.Nullable;

/// Timestamps as milliseconds or microseconds since 1970-01-01 00:00.
final class TimestampParser extends LongColumnParser {
    private final TimestampText text;
    private final boolean millis;

    TimestampParser(ColumnSource source, ColumnType.Timestamp type) {
        super(source);
        text = new TimestampText(source.format(), type);
        millis = type.unit() == TimestampUnit.MILLIS;
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        Requirement broken = text.read(data, start, end);
        if (broken == null) {
            vector.set(row, millis ? millis() : micros());
        }
        return broken;
    }

    private long millis() {
        return text.seconds() * 1_000 + text.nanos() / 1_000_000;
    }

    private long micros() {
        return text.seconds() * 1_000_000 + text.nanos() / 1_000;
    }
}
