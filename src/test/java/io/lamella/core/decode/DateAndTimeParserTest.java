package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimeUnit;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateAndTimeParserTest {
    private static final Parsed DATE = Parsed.as(new ColumnType.Date());
    private static final Parsed MILLIS = Parsed.as(new ColumnType.Time(TimeUnit.MILLIS));
    private static final Parsed MICROS = Parsed.as(new ColumnType.Time(TimeUnit.MICROS));

    @ParameterizedTest
    @ValueSource(
            strings = {"1970-01-01", "1969-12-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "1582-10-10"
            })
    void takesDates(String text) {
        assertThat(DATE.plain(text).asLong()).isEqualTo(LocalDate.parse(text).toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "0000-12-31",
                "2024-1-1",
                "20240101",
                "2024-01-01T00:00",
                "10000-01-01",
                "2024-01-0x",
                "2024-01-1",
                "tomorrow"
            })
    void rejectsWhatIsNoDate(String text) {
        assertThat(DATE.plain(text).reason()).isEqualTo("not_a_date");
    }

    @Test
    void takesDatesByPatternsAndOnlyAtMidnight() {
        var column = DATE.withPatterns("d.M.yyyy", "yyyy-MM-dd HH:mm", "iso", "yyyyMMdd");
        long day = LocalDate.of(2024, 2, 3).toEpochDay();

        assertThat(column.plain("3.2.2024").asLong()).isEqualTo(day);
        assertThat(column.plain("2024-02-03 00:00").asLong()).isEqualTo(day);
        assertThat(column.plain("2024-02-03").asLong()).isEqualTo(day);
        assertThat(column.field(FieldBlock.NUMBER, "20240203").asLong()).isEqualTo(day);
        assertThat(column.plain("2024-02-03 00:01").reason()).isEqualTo("not_a_date");
        assertThat(column.plain("30.2.2024").reason()).isEqualTo("not_a_date");
    }

    @Test
    void refusesCountsSinceTheEpoch() {
        assertThatThrownBy(() -> DATE.withPatterns("epoch-millis").parsers())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timestamps only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:00", "23:59:59.999999", "12:34:56", "12:34:56.5", "01:02:03.000004000"})
    void takesTimes(String text) {
        assertThat(MICROS.plain(text).asLong()).isEqualTo(LocalTime.parse(text).toNanoOfDay() / 1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24:00",
                "23:60",
                "23:59:60",
                "1:00",
                "12",
                "12:00Z",
                "12:00:00+01",
                "12:00 ",
                "12:00:00.",
                "noon"
            })
    void rejectsWhatIsNoTime(String text) {
        assertThat(MICROS.plain(text).reason()).isEqualTo("not_a_time");
    }

    @ParameterizedTest
    @CsvSource({
        "REJECT, 12:00:00.0001, too_many_fraction_digits",
        "HALF_UP, 23:59:59.9996, out_of_range",
        "TRUNCATE, 23:59:59.9996, fits"
    })
    void roundsTimesOnlyWhenToldTo(Rounding rounding, String text, String reason) {
        assertThat(MILLIS.with(rounding).plain(text).reason()).isEqualTo(reason);
    }

    @Test
    void takesTimesByPatterns() {
        var column = MILLIS.withPatterns("hh:mm a", "HHmmss");

        assertThat(column.plain("01:30 PM").asLong())
                .isEqualTo(LocalTime.of(13, 30).toNanoOfDay() / 1_000_000);
        assertThat(column.plain("133000").asLong())
                .isEqualTo(LocalTime.of(13, 30).toNanoOfDay() / 1_000_000);
        assertThat(column.plain("13:30 PM").reason()).isEqualTo("not_a_time");
    }
}
