package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.Vector;
import io.lamella.core.decode.Parsed.Value;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.ColumnType.Timestamp;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Timestamps as ISO has them, and what a resolution takes of them.
class TimestampParserTest {
    private static final Parsed UTC = Parsed.as(new Timestamp(TimestampUnit.MICROS, true));
    private static final Parsed UTC_MILLIS = Parsed.as(new Timestamp(TimestampUnit.MILLIS, true));

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 1970-01-01T00:00:00Z",
        "2024-02-29T12:34, 2024-02-29T12:34:00Z",
        "2024-02-29 12:34:56, 2024-02-29T12:34:56Z",
        "2024-02-29 12:34:56.1, 2024-02-29T12:34:56.1Z",
        "2024-02-29 12:34:56.123456, 2024-02-29T12:34:56.123456Z",
        "2024-02-29 12:34:56.123456000, 2024-02-29T12:34:56.123456Z",
        "2024-02-29T12:34:56Z, 2024-02-29T12:34:56Z",
        "2024-02-29T12:34:56+02:00, 2024-02-29T10:34:56Z",
        "2024-02-29T12:34:56-0730, 2024-02-29T20:04:56Z",
        "2024-02-29T12:34+05, 2024-02-29T07:34:00Z",
        "2024-02-29T12:34:56.5+18:00, 2024-02-28T18:34:56.5Z",
        "2000-02-29, 2000-02-29T00:00:00Z",
        "1969-12-31T23:59:59.999999, 1969-12-31T23:59:59.999999Z",
        "0001-01-01, 0001-01-01T00:00:00Z",
        "1582-10-10, 1582-10-10T00:00:00Z",
        "9999-12-31T23:59:59.999999, 9999-12-31T23:59:59.999999Z"
    })
    void takesIsoTimestamps(String text, Instant expected) {
        assertThat(UTC.plain(text).asLong()).isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "1900-02-29",
                "2024-13-01",
                "2024-00-01",
                "2024-01-00",
                "2024-04-31",
                "0000-01-01",
                "2024-1-1",
                "24-01-01",
                "20240101",
                "2024/01/01",
                "2024-01-01T",
                "2024-01-01T12",
                "2024-01-01T12:",
                "2024-01-01T1:00",
                "2024-01-01T24:00",
                "2024-01-01T23:60",
                "2024-01-01T23:59:60",
                "2024-01-01T23:59:5",
                "2024-01-01T23:59:59.",
                "2024-01-01T23:59:59,5",
                "2024-01-01T23:59:59.1234567890",
                "2024-01-01T12:00:00z",
                "2024-01-01T12:00:00+1",
                "2024-01-01T12:00:00+19:00",
                "2024-01-01T12:00:00+18:01",
                "2024-01-01T12:00:00+01:60",
                "2024-01-01T12:00:00+01:0",
                "2024-01-01T12:00:00 Z",
                "2024-01-01T12:00:00UTC",
                "2024-01-01Z",
                " 2024-01-01",
                "2024-01-01 ",
                "12024-01-01",
                "-2024-01-01",
                "now",
                "1700000000",
                "2024-01-01x12:00",
                "2024-01-01T0::00:00",
                "2024-01-01T00:00:0?"
            })
    void rejectsWhatIsNoTimestamp(String text) {
        assertThat(UTC.plain(text).reason()).isEqualTo("not_a_timestamp");
    }

    @Test
    void rejectsWhatAnOffsetMovesOutOfTheYears() {
        assertThat(UTC.plain("0001-01-01T00:00+14:00").reason()).isEqualTo("out_of_range");
        assertThat(UTC.plain("9999-12-31T23:59-01:00").reason()).isEqualTo("out_of_range");
    }

    @Test
    void rejectsDigitsBeyondTheResolutionUnlessTheyAreZeros() {
        assertThat(UTC_MILLIS.plain("2024-01-01T00:00:00.123000").asLong())
                .isEqualTo(Instant.parse("2024-01-01T00:00:00.123Z").toEpochMilli());
        assertThat(UTC_MILLIS.plain("2024-01-01T00:00:00.1234").reason()).isEqualTo("too_many_fraction_digits");
        assertThat(UTC.plain("2024-01-01T00:00:00.1234567").reason()).isEqualTo("too_many_fraction_digits");
    }

    @ParameterizedTest
    @CsvSource({
        "TRUNCATE, 1969-12-31T23:59:59.9999, 1969-12-31T23:59:59.999Z",
        "HALF_UP, 1969-12-31T23:59:59.9995, 1970-01-01T00:00:00Z",
        "HALF_EVEN, 1970-01-01T00:00:00.0005, 1970-01-01T00:00:00Z",
        "HALF_EVEN, 1970-01-01T00:00:00.0015, 1970-01-01T00:00:00.002Z",
        "HALF_EVEN, 1970-01-01T00:00:00.000500001, 1970-01-01T00:00:00.001Z",
        "HALF_UP, 1970-01-01T00:00:00.0004999, 1970-01-01T00:00:00Z"
    })
    void roundsOnlyWhenToldTo(Rounding rounding, String text, Instant expected) {
        assertThat(UTC_MILLIS.with(rounding).plain(text).asLong()).isEqualTo(expected.toEpochMilli());
    }

    @Test
    void truncatesCountsBeforeTheEpochTowardsZero() {
        var column = UTC_MILLIS.with(Rounding.TRUNCATE).withPatterns("epoch-seconds");

        assertThat(column.plain("-1.9999").asLong()).isEqualTo(-1999);
    }

    @Test
    void rejectsWhatRoundingMovesOutOfTheYears() {
        assertThat(UTC_MILLIS
                        .with(Rounding.HALF_UP)
                        .plain("9999-12-31T23:59:59.9999")
                        .reason())
                .isEqualTo("out_of_range");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2024-02-29T12:34:56.123456789Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void writesInt96AsNanosOfTheDayAndJulianDay(String text) {
        byte[] bytes =
                Parsed.as(new Timestamp(TimestampUnit.INT96, true)).plain(text).asBytes();

        assertThat(bytes).hasSize(12);
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = buffer.getLong();
        long day = buffer.getInt() - 2_440_588L;
        assertThat(Instant.ofEpochSecond(day * 86_400, nanos)).isEqualTo(Instant.parse(text));
    }

    @Test
    void agreesWithInstantsOnRandomTimes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<Instant> instants = random.longs(Vector.CAPACITY, -62_135_596_800L, 253_402_300_800L)
                .mapToObj(second -> Instant.ofEpochSecond(second, random.nextInt(1_000_000) * 1_000L))
                .toList();

        List<Value> values = UTC.plain(instants.stream().map(Instant::toString).toList());

        for (int row = 0; row < instants.size(); row++) {
            assertThat(values.get(row).asLong())
                    .as("%s, seed %d", instants.get(row), seed)
                    .isEqualTo(Parsed.micros(instants.get(row).toString()));
        }
    }
}
