package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.Vector;
import io.lamella.core.decode.Parsed.Value;
import io.lamella.core.schema.ColumnType.Timestamp;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Timestamps without an offset, in zones whose clocks are set back and jump.
class TimestampZoneTest {
    private static final Parsed UTC = Parsed.as(new Timestamp(TimestampUnit.MICROS, true));
    private static final Parsed LOCAL = Parsed.as(new Timestamp(TimestampUnit.MICROS, false));

    @Test
    void keepsLocalTimesAsTheyAreAndRejectsOffsets() {
        var column = LOCAL.in("America/New_York");

        assertThat(column.plain("2024-03-10 02:30:00").asLong()).isEqualTo(Parsed.micros("2024-03-10T02:30:00Z"));
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
        assertThat(UTC.in("Europe/Berlin").plain(text).asLong()).isEqualTo(Parsed.micros(expected.toString()));
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
                    : Long.toString(
                            Parsed.micros(time.toInstant(offsets.getFirst()).toString()));
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
}
