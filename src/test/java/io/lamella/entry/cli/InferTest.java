package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.ColumnType;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The types of columns, told by the values of a sample.
class InferTest extends InferFixture {
    private static final int ROWS = 500;

    /// One column, every other field of which is a number.
    private String draftOf(String header, LongFunction<String> value) throws IOException {
        var text = new StringBuilder("number," + header + "\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(row).append(",\"").append(value.apply(row)).append("\"\n");
        }
        return drafted(file("sample.csv", text.toString()));
    }

    @Test
    void moneyIsExact() throws IOException {
        var draft = draftOf("price", row -> row == 7 ? "12.3456" : row + ".5");

        assertThat(type(draft, "price")).isEqualTo(new ColumnType.Decimal(18, 4));
        assertThat(draft).contains("decimal(18,4): 500 of 500 values fit; longest 12.3456");
    }

    /// Whoever takes the draft as it is loses no ordinary price.
    @ParameterizedTest
    @CsvSource({
        "0.30000000000000004, 'Decimal[precision=38, scale=17]', 17",
        "19.990000000000002, 'Decimal[precision=38, scale=15]', 15",
    })
    void leavesRoomBeforeThePoint(String computed, String type, int digits) throws IOException {
        var draft = draftOf("fee", row -> row == 7 ? computed : "0.2");

        assertThat(type(draft, "fee")).hasToString(type);
        assertThat(draft)
                .contains("UNSURE: " + digits
                        + " digits behind the point look computed. If this is money that may be rounded, write"
                        + " decimal(18,4), say, with rounding: half-even");
        assertTakes(draft, file("later.csv", "number,fee\n1,1250.00\n2,12.50\n"));
    }

    /// No list of names knows all that money is called.
    @ParameterizedTest
    @ValueSource(strings = {"total_price", "refund", "gmv", "charge", "매출", "reading"})
    void numbersWithExponentsAreExact(String name) throws IOException {
        var draft = draftOf(name, row -> row == 7 ? "12.50" : row == 9 ? "1E+05" : row + "e-1");

        assertThat(type(draft, name)).isEqualTo(new ColumnType.Decimal(18, 2));
        assertThat(draft)
                .contains(
                        "decimal(18,2): 500 of 500 values fit",
                        "UNSURE: 499 of them are written with an exponent, such as 0e-1");
    }

    @Test
    void takesNaNForAValueOfDoublesAndForNullOfOthers() throws IOException {
        LongFunction<String> some = row -> row == 7 ? "NaN" : row + ".5";

        var doubles = draftOf("ratio", row -> row == 8 ? "Infinity" : some.apply(row));
        assertThat(type(doubles, "ratio")).isEqualTo(new ColumnType.Float64());
        assertThat(doubles).doesNotContain("nulls:", "taken for null");
        assertThat(draftOf("ratio", some))
                .contains("nulls: [\"\", \"NaN\"]", "UNSURE: words that are no value are taken for null: NaN (1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Infinity", "1e-30", "1e308", "1e-2000"})
    void isUnsureOfWhatNoDecimalHolds(String value) throws IOException {
        LongFunction<String> values = row -> row == 7 ? value : row == 8 ? "1e20" : row + ".5";

        var draft = draftOf("gmv", values);

        assertThat(type(draft, "gmv")).isEqualTo(new ColumnType.Float64());
        assertThat(draft).contains("500 numbers, which no decimal of 38 digits holds", "UNSURE: double is not exact");
        assertThat(type(draftOf("price", values), "price")).isEqualTo(new ColumnType.Text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0%04d           | Text[]",
                "%d              | Int[bits=64]",
                "9999999999999999999%04d | Decimal[precision=38, scale=0]",
                "2026-01-1%1$.1s | Date[]",
                "1%1$.1s.02.2026 | Date[]",
                "2026-01-1%1$.1s 10:00:00+09:00 | Timestamp[unit=MICROS, adjustedToUtc=true]",
                "{}              | Json[]",
                "x%d             | Text[]",
            })
    void findsTypes(String form, String type) throws IOException {
        var draft = draftOf("thing", row -> form.formatted(row));

        assertThat(type(draft, "thing")).hasToString(type);
    }

    @Test
    void saysWhatAColumnOfLeadingZerosIs() throws IOException {
        assertThat(draftOf("zip", row -> "%05d".formatted(row)))
                .contains("UNSURE: 500 of them begin with a zero, such as 00000, which a number would lose");
    }

    @Test
    void keepsThePlusOfTelephoneNumbers() throws IOException {
        var draft = draftOf("phone", row -> row == 7 ? "4915112345" : "+4915112345" + (100 + row));

        assertThat(type(draft, "phone")).isEqualTo(new ColumnType.Text());
        assertThat(draft)
                .contains("UNSURE: 499 of them are written as telephone numbers, with a plus that a number would lose");
    }

    @ParameterizedTest
    @CsvSource({"+1, -2", "+1, 2", "+4915112345, -12"})
    void takesSignedNumbersForNumbers(String one, String other) throws IOException {
        var draft = draftOf("change", row -> row % 2 == 0 ? one : other);

        assertThat(type(draft, "change")).isEqualTo(new ColumnType.Int(64));
        assertThat(draft).doesNotContain("UNSURE:");
    }

    @Test
    void doesNotGuessTheOrderOfDayAndMonth() throws IOException {
        var draft = draftOf("day", row -> "0" + (1 + row % 9) + "/0" + (1 + row % 7) + "/2026");

        assertThat(type(draft, "day")).isEqualTo(new ColumnType.Text());
        assertThat(draft)
                .contains("UNSURE: day and month cannot be told apart: every value fits d/M/yyyy and M/d/yyyy");
    }

    @Test
    void seesTheOrderOfDayAndMonthIfADayIsLate() throws IOException {
        var draft = draftOf("day", row -> "0" + (1 + row % 9) + "/" + (10 + row % 19) + "/2026");

        assertThat(column(draft, "day").format().patterns()).containsExactly("M/d/yyyy");
        assertThat(draft).contains("the other order of day and month does not: 0");
    }

    @Test
    void listsFormsOfDatesThatOccurTogether() throws IOException {
        var draft = draftOf("day", row -> row % 3 == 0 ? "2026-03-01" : "1.3.2026");

        assertThat(column(draft, "day").format().patterns()).containsExactly("iso", "d.M.yyyy");
        assertThat(draft).contains("UNSURE: several forms occur: iso (167), d.M.yyyy (333)");
    }

    @Test
    void saysThatTimestampsHaveNoZone() throws IOException {
        assertThat(draftOf("at", row -> "2026-03-01 10:00:00"))
                .contains("at: timestamp", "UNSURE: no value says its zone, so all are taken for UTC");
        assertThat(draftOf("at", row -> row == 3 ? "2026-03-01 10:00:00" : "2026-03-01T10:00:00Z"))
                .contains("UNSURE: 499 of 500 values say their zone");
        assertThat(draftOf("at", row -> "2026-03-01T10:00:00Z")).doesNotContain("zone");
    }

    /// A pattern that reads names of zones would read those that are ambiguous, too.
    @Test
    void takesGmtAlone() throws IOException {
        var draft = draftOf("at", row -> "Sun, 1 Mar 2026 10:00:00 GMT");

        assertThat(column(draft, "at").format().patterns()).containsExactly("EEE, d MMM yyyy HH:mm:ss O");
        assertThat(draft).doesNotContain("UNSURE:");
        assertThat(type(draftOf("at", row -> "Sun, 1 Mar 2026 10:00:00 PST"), "at"))
                .isEqualTo(new ColumnType.Text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "America/Port-au-Prince"})
    void readsZonesByName(String zone) throws IOException {
        var draft = draftOf("at", row -> "2026-03-01 10:00:00" + (row == 7 ? ".123 " : " ") + zone);

        assertThat(type(draft, "at")).hasToString("Timestamp[unit=MICROS, adjustedToUtc=true]");
        assertThat(draft).doesNotContain("UNSURE:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-01T10:00:00.123456789Z", "2026-03-01 10:00:00.1234567"})
    void saysThatTimestampsHaveMoreDigitsThanAreKept(String fine) throws IOException {
        var draft = draftOf("at", row -> row == 7 ? "2026-03-01T10:00:00.5Z" : fine);

        assertThat(type(draft, "at")).isEqualTo(new ColumnType.Text());
        assertThat(draft)
                .contains("UNSURE: these are timestamps with more digits of a second than the six that are kept. If"
                        + " those six suffice, write timestamp with rounding: truncate");
    }

    @ParameterizedTest
    @CsvSource({
        "created_ms, 1767225600%03d, epoch-millis",
        "epoch_ms, 1767225600%03d, epoch-millis",
        "timestampMs, 1767225600%03d, epoch-millis",
        "createdAt, 1767225600%03d, epoch-millis",
        "ts_us, 1767225600%03d000, epoch-micros",
        "updated_s, 1767225%03d, epoch-seconds",
    })
    void knowsNamesOfTimesByTheirUnits(String name, String form, String format) throws IOException {
        var draft = draftOf(name, row -> form.formatted(row));

        assertThat(column(draft, name).format().patterns()).containsExactly(format);
        assertThat(draft).contains("UNSURE: taken for a time because of its name and its size");
    }

    @Test
    void takesNumbersForTimesByNameAndSizeOnly() throws IOException {
        assertThat(column(draftOf("created_at", row -> "17672256000" + (10 + row % 90)), "created_at")
                        .format()
                        .patterns())
                .containsExactly("epoch-millis");
        assertThat(type(draftOf("serial", row -> "17672256000" + (10 + row % 90)), "serial"))
                .isEqualTo(new ColumnType.Int(64));
    }

    @Test
    void takesWordsForNull() throws IOException {
        var draft = draftOf("size", row -> row % 5 == 0 ? "N/A" : row + ".25");

        assertThat(column(draft, "size").format().nulls()).containsExactly("", "N/A");
        assertThat(draft).contains("UNSURE: words that are no value are taken for null: N/A (100)");
    }

    @Test
    void saysThatMostValuesAreNumbers() throws IOException {
        var draft = draftOf("amount", row -> row == 450 ? "12.34 USD" : row + ".25");

        assertThat(type(draft, "amount")).isEqualTo(new ColumnType.Text());
        assertThat(draft).contains("UNSURE: 499 of 500 values fit decimal(18,2), but not 12.34 USD");
    }

    @Test
    void saysThatAColumnHasNoValue() throws IOException {
        assertThat(draftOf("nothing", row -> "")).contains("UNSURE: the sample has no value");
    }

    /// Whatever is drawn: the draft is a configuration, and takes the sample.
    @Test
    void takesAnySample() throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            int columns = 1 + random.nextInt(6);
            var kinds = random.ints(columns, 0, 12).toArray();
            var text = new StringBuilder();
            for (int row = 0; row < 1 + random.nextInt(40); row++) {
                for (int column = 0; column < columns; column++) {
                    text.append(column == 0 ? "" : ",").append(value(kinds[column], random));
                }
                text.append('\n');
            }
            var header = IntStream.range(0, columns)
                    .mapToObj(column -> "name " + column)
                    .collect(Collectors.joining(",", "", "\n"));

            drafted(file("seed-" + seed + ".csv", header + text));
        }
    }

    private static String value(int kind, SplittableRandom random) {
        return switch (random.nextInt(10) == 0 ? random.nextInt(12) : kind) {
            case 0 -> Long.toString(random.nextLong());
            case 1 -> Integer.toString(random.nextInt(3));
            case 2 -> random.nextInt(1000) + "." + random.nextInt(1000);
            case 3 -> Double.toString(random.nextDouble() * 1e20);
            case 4 -> "2026-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
            case 5 -> (1 + random.nextInt(12)) + "/" + (1 + random.nextInt(28)) + "/2026 1:0" + random.nextInt(10);
            case 6 -> "2026-03-01T0" + random.nextInt(10) + ":00:00." + random.nextInt(1_000_000) + "Z";
            case 7 -> new UUID(random.nextLong(), random.nextLong()).toString();
            case 8 -> random.nextBoolean() ? "yes" : "no";
            case 9 -> "\"{\"\"a\"\": " + random.nextInt(10) + "}\"";
            case 10 -> random.nextBoolean() ? "" : "NULL";
            default -> "\"a \"\"b\"\", ü\n" + random.nextInt(5) + "\"";
        };
    }
}
