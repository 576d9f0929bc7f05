package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.schema.ColumnType.Timestamp;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Timestamps that are written otherwise than ISO has it: by patterns, and as counts since 1970.
class TimestampPatternTest {
    private static final Parsed UTC = Parsed.as(new Timestamp(TimestampUnit.MICROS, true));
    private static final Parsed LOCAL = Parsed.as(new Timestamp(TimestampUnit.MICROS, false));

    @ParameterizedTest
    @CsvSource({
        "epoch-seconds, 0, 1970-01-01T00:00:00Z",
        "epoch-seconds, -0, 1970-01-01T00:00:00Z",
        "epoch-seconds, 1700000000, 2023-11-14T22:13:20Z",
        "epoch-seconds, 1700000000.25, 2023-11-14T22:13:20.250Z",
        "epoch-seconds, 1.7e9, 2023-11-14T22:13:20Z",
        "epoch-seconds, -1, 1969-12-31T23:59:59Z",
        "epoch-seconds, -0.5, 1969-12-31T23:59:59.5Z",
        "epoch-seconds, -1.000001, 1969-12-31T23:59:58.999999Z",
        "epoch-seconds, 0.000001, 1970-01-01T00:00:00.000001Z",
        "epoch-seconds, -62135596800, 0001-01-01T00:00:00Z",
        "epoch-seconds, 253402300799.999999, 9999-12-31T23:59:59.999999Z",
        "epoch-millis, 1700000000123, 2023-11-14T22:13:20.123Z",
        "epoch-millis, 1700000000123.456, 2023-11-14T22:13:20.123456Z",
        "epoch-millis, -1, 1969-12-31T23:59:59.999Z",
        "epoch-millis, 0.001, 1970-01-01T00:00:00.000001Z",
        "epoch-micros, 1700000000123456, 2023-11-14T22:13:20.123456Z",
        "epoch-micros, 1700000000123456.000, 2023-11-14T22:13:20.123456Z",
        "epoch-micros, -1, 1969-12-31T23:59:59.999999Z",
        "epoch-micros, 1e6, 1970-01-01T00:00:01Z"
    })
    void takesCountsSinceTheEpoch(String pattern, String text, Instant expected) {
        var column = UTC.withPatterns(pattern).in("America/New_York");

        assertThat(column.plain(text).asLong()).isEqualTo(Parsed.micros(expected.toString()));
        assertThat(LOCAL.withPatterns(pattern).field(FieldBlock.NUMBER, text).asLong())
                .isEqualTo(Parsed.micros(expected.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-seconds, 253402300800, out_of_range",
        "epoch-seconds, -62135596801, out_of_range",
        "epoch-seconds, 999999999999999999, out_of_range",
        "epoch-seconds, 9999999999999999999999, out_of_range",
        "epoch-seconds, 1e999999, out_of_range",
        "epoch-seconds, 1.0000001, too_many_fraction_digits",
        "epoch-seconds, 1.0000000000001, too_many_fraction_digits",
        "epoch-micros, 0.5, too_many_fraction_digits",
        "epoch-micros, 1e-999999, too_many_fraction_digits",
        "epoch-seconds, 2024-01-01, not_a_timestamp",
        "epoch-seconds, -, not_a_timestamp"
    })
    void rejectsCountsThatDoNotFit(String pattern, String text, String reason) {
        assertThat(UTC.withPatterns(pattern).plain(text).reason()).isEqualTo(reason);
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
        assertThat(UTC.withPatterns(pattern).plain(text).asLong()).isEqualTo(Parsed.micros(expected.toString()));
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
        var column = UTC.withPatterns("dd/MM/yyyy", "MM/dd/yyyy", "iso", "epoch-seconds");

        assertThat(column.plain("02/01/2024").asLong()).isEqualTo(Parsed.micros("2024-01-02T00:00:00Z"));
        assertThat(column.plain("01/31/2024").asLong()).isEqualTo(Parsed.micros("2024-01-31T00:00:00Z"));
        assertThat(column.plain("2024-01-31").asLong()).isEqualTo(Parsed.micros("2024-01-31T00:00:00Z"));
        assertThat(column.plain("1").asLong()).isEqualTo(1_000_000);
        assertThat(column.plain("x").message())
                .contains("dd/MM/yyyy or MM/dd/yyyy or iso or epoch-seconds")
                .contains("'x'");
    }

    @Test
    void refusesPatternsThatAreNone() {
        assertThatThrownBy(() -> UTC.withPatterns("bogus").parsers()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UTC.withPatterns("epoch-days").parsers())
                .hasMessageContaining("epoch-days")
                .isInstanceOf(IllegalArgumentException.class);
    }
}
