package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.column.Vector;
import io.lamella.core.decode.Parsed.Value;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.ColumnType.Timestamp;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampParserTest {
    private static final Parsed UTC = Parsed.as(new Timestamp(TimestampUnit.MICROS, true));
    private static final Parsed UTC_MILLIS = Parsed.as(new Timestamp(TimestampUnit.MILLIS, true));
    private static final Parsed LOCAL = Parsed.as(new Timestamp(TimestampUnit.MICROS, false));

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
    void keepsLocalTimesAsTheyAreAndRejectsOffsets() {
        var column = LOCAL.in("America/New_York");

        assertThat(column.plain("2024-03-10 02:30:00").asLong()).isEqualTo(micros("2024-03-10T02:30:00Z"));
        assertThat(column.plain("2024-03-10 02:30:00Z").reason()).isEqualTo("unexpected_offset");
        assertThat(column.plain("2024-03-10 02:30:00+00:00").reason()).isEqualTo("unexpected_offset");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15 12:00, 2024-01-15T11:00:00Z",
        "2024-07-15 12:00, 2024-07-15T10:00:00Z",
        "2024-03-31 01:59:59, 2024-03-31T00:59:59Z",
        "2024-03-31 03:00, 2024-03-31T01:00:00Z",
        "2024-10-27 01:59:59, 2024-10-26T23:59:59Z",
        "2024-10-27 02:30, 2024-10-27T00:30:00Z",
        "2024-10-27 03:00, 2024-10-27T02:00:00Z",
        "2024-10-27 02:30+01:00, 2024-10-27T01:30:00Z"
    })
    void takesTheFirstOfTwoWhereClocksAreSetBack(String text, Instant expected) {
        assertThat(UTC.in("Europe/Berlin").plain(text).asLong()).isEqualTo(micros(expected.toString()));
    }

    @Test
    void rejectsWhatClocksJumpOver() {
        Value parsed = UTC.in("Europe/Berlin").plain("2024-03-31 02:30");

        assertThat(parsed.reason()).isEqualTo("no_such_local_time");
        assertThat(parsed.message()).contains("Europe/Berlin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "+05:30"})
    void agreesWithTheRulesOfTheZoneInAnyOrder(String zone) {
        long seed = System.nanoTime();
        var random = new Random(seed);
        ZoneRules rules = ZoneId.of(zone).getRules();
        List<LocalDateTime> times = LongStream.generate(() -> nearTransition(rules, random))
                .limit(Vector.CAPACITY)
                .mapToObj(second -> LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC))
                .toList();

        List<Value> values =
                UTC.in(zone).plain(times.stream().map(LocalDateTime::toString).toList());

        for (int row = 0; row < times.size(); row++) {
            LocalDateTime time = times.get(row);
            List<ZoneOffset> offsets = rules.getValidOffsets(time);
            String expected = offsets.isEmpty()
                    ? "no_such_local_time"
                    : Long.toString(micros(time.toInstant(offsets.getFirst()).toString()));
            Value value = values.get(row);
            String actual = value.fault() == null ? Long.toString(value.asLong()) : value.reason();
            assertThat(actual).as("%s in %s, seed %d", time, zone, seed).isEqualTo(expected);
        }
    }

    /// Local seconds within hours of a transition, where there are any.
    private static long nearTransition(ZoneRules rules, Random random) {
        var instant = Instant.ofEpochSecond(random.nextLong(-2_000_000_000, 3_000_000_000L));
        var next = rules.nextTransition(instant);
        long second = next == null ? instant.getEpochSecond() : next.toEpochSecond();
        return second + rules.getOffset(instant).getTotalSeconds() + 900 * random.nextLong(-12, 12) + random.nextInt(2);
    }

    @ParameterizedTest
    @CsvSource({
        "epoch_seconds, 0, 1970-01-01T00:00:00Z",
        "epoch_seconds, -0, 1970-01-01T00:00:00Z",
        "epoch_seconds, 1700000000, 2023-11-14T22:13:20Z",
        "epoch_seconds, 1700000000.25, 2023-11-14T22:13:20.250Z",
        "epoch_seconds, 1.7e9, 2023-11-14T22:13:20Z",
        "epoch_seconds, -1, 1969-12-31T23:59:59Z",
        "epoch_seconds, -0.5, 1969-12-31T23:59:59.5Z",
        "epoch_seconds, -1.000001, 1969-12-31T23:59:58.999999Z",
        "epoch_seconds, 0.000001, 1970-01-01T00:00:00.000001Z",
        "epoch_seconds, -62135596800, 0001-01-01T00:00:00Z",
        "epoch_seconds, 253402300799.999999, 9999-12-31T23:59:59.999999Z",
        "epoch_millis, 1700000000123, 2023-11-14T22:13:20.123Z",
        "epoch_millis, 1700000000123.456, 2023-11-14T22:13:20.123456Z",
        "epoch_millis, -1, 1969-12-31T23:59:59.999Z",
        "epoch_millis, 0.001, 1970-01-01T00:00:00.000001Z",
        "epoch_micros, 1700000000123456, 2023-11-14T22:13:20.123456Z",
        "epoch_micros, 1700000000123456.000, 2023-11-14T22:13:20.123456Z",
        "epoch_micros, -1, 1969-12-31T23:59:59.999999Z",
        "epoch_micros, 1e6, 1970-01-01T00:00:01Z"
    })
    void takesCountsSinceTheEpoch(String pattern, String text, Instant expected) {
        var column = UTC.withPatterns(pattern).in("America/New_York");

        assertThat(column.plain(text).asLong()).isEqualTo(micros(expected.toString()));
        assertThat(LOCAL.withPatterns(pattern).field(FieldBlock.NUMBER, text).asLong())
                .isEqualTo(micros(expected.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "epoch_seconds, 253402300800, out_of_range",
        "epoch_seconds, -62135596801, out_of_range",
        "epoch_seconds, 999999999999999999, out_of_range",
        "epoch_seconds, 9999999999999999999999, out_of_range",
        "epoch_seconds, 1e999999, out_of_range",
        "epoch_seconds, 1.0000001, too_many_fraction_digits",
        "epoch_seconds, 1.0000000000001, too_many_fraction_digits",
        "epoch_micros, 0.5, too_many_fraction_digits",
        "epoch_micros, 1e-999999, too_many_fraction_digits",
        "epoch_seconds, 2024-01-01, not_a_timestamp",
        "epoch_seconds, -, not_a_timestamp"
    })
    void rejectsCountsThatDoNotFit(String pattern, String text, String reason) {
        assertThat(UTC.withPatterns(pattern).plain(text).reason()).isEqualTo(reason);
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
        var column = UTC_MILLIS.with(Rounding.TRUNCATE).withPatterns("epoch_seconds");

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
    @CsvSource({
        "dd/MM/yyyy HH:mm:ss, 29/02/2024 12:34:56, 2024-02-29T12:34:56Z",
        "dd/MM/uuuu HH:mm, 29/02/2024 12:34, 2024-02-29T12:34:00Z",
        "yyyyMMddHHmmss, 20240229123456, 2024-02-29T12:34:56Z",
        "yyyyMMdd, 20240229, 2024-02-29T00:00:00Z",
        "dd MMM yyyy hh:mm a, 29 FEB 2024 01:05 pm, 2024-02-29T13:05:00Z",
        "yyyy-MM-dd HH:mm:ss.SSS X, 2024-02-29 12:34:56.789 +02, 2024-02-29T10:34:56.789Z",
        "yyyy-MM-dd'T'HH:mm:ssXXX, 2024-02-29T12:34:56Z, 2024-02-29T12:34:56Z",
        "yyyy-MM-dd HH:mm VV, 2024-07-01 12:00 Europe/Berlin, 2024-07-01T10:00:00Z"
    })
    void takesPatterns(String pattern, String text, Instant expected) {
        assertThat(UTC.withPatterns(pattern).plain(text).asLong()).isEqualTo(micros(expected.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "dd/MM/yyyy, 30/02/2024",
        "dd/MM/yyyy, 31/04/2024",
        "dd/MM/yyyy, 1/1/2024",
        "dd/MM/yyyy HH:mm, 01/01/2024 24:00",
        "HH:mm, 12:00",
        "yyyy-MM-dd HH:mm VV, 2024-03-31 02:30 Europe/Berlin"
    })
    void readsPatternsStrictly(String pattern, String text) {
        assertThat(UTC.withPatterns(pattern).plain(text).reason()).isEqualTo("not_a_timestamp");
    }

    @Test
    void triesPatternsInTurn() {
        var column = UTC.withPatterns("dd/MM/yyyy", "MM/dd/yyyy", "iso", "epoch_seconds");

        assertThat(column.plain("02/01/2024").asLong()).isEqualTo(micros("2024-01-02T00:00:00Z"));
        assertThat(column.plain("01/31/2024").asLong()).isEqualTo(micros("2024-01-31T00:00:00Z"));
        assertThat(column.plain("2024-01-31").asLong()).isEqualTo(micros("2024-01-31T00:00:00Z"));
        assertThat(column.plain("1").asLong()).isEqualTo(1_000_000);
        assertThat(column.plain("x").message())
                .contains("dd/MM/yyyy or MM/dd/yyyy or iso or epoch_seconds")
                .contains("'x'");
    }

    @Test
    void refusesPatternsThatAreNone() {
        assertThatThrownBy(() -> UTC.withPatterns("bogus").parsers()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UTC.withPatterns("epoch_days").parsers())
                .hasMessageContaining("epoch_days")
                .isInstanceOf(IllegalArgumentException.class);
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
                    .isEqualTo(micros(instants.get(row).toString()));
        }
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
