package io.lamella.core.decode;

import io.lamella.core.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/// Timestamps as old Hive and Impala keep them: eight bytes of nanoseconds of the day and four of the Julian day, little
/// endian.
final class Int96Parser extends BytesColumnParser {
    private static final int SECONDS_OF_DAY = 86_400;
    private static final long NANOS_OF_SECOND = 1_000_000_000;
    private static final long JULIAN_DAY_OF_1970 = 2_440_588;

    private final TimestampText text;
    private final int length;

    Int96Parser(ColumnSource source, ColumnType.Timestamp type) {
        super(source);
        text = new TimestampText(source.format(), type);
        length = type.fixedLength();
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        Requirement broken = text.read(data, start, end);
        if (broken == null) {
            long julianDay = Math.floorDiv(text.seconds(), SECONDS_OF_DAY) + JULIAN_DAY_OF_1970;
            long secondOfDay = Math.floorMod(text.seconds(), SECONDS_OF_DAY);
            int to = vector.append(row, length);
            // The day's upper half, which is 0, falls into the padding.
            Words.put(vector.data, to, secondOfDay * NANOS_OF_SECOND + text.nanos());
            Words.put(vector.data, to + Long.BYTES, julianDay);
        }
        return broken;
    }
}
