package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.Parsed.Value;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.ColumnType.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalParserTest {

    @ParameterizedTest
    @CsvSource({
        "18, 10, 10.0, 100000000000",
        "18, 10, -0, 0",
        "18, 10, -0.0000000000000000, 0",
        "18, 10, +1, 10000000000",
        "18, 10, 1e-10, 1",
        "18, 10, -1E-10, -1",
        "18, 10, .5, 5000000000",
        "18, 10, 5., 50000000000",
        "18, 10, 10.00000000000000000000, 100000000000",
        "18, 10, 00000000000000000000012.5, 125000000000",
        "18, 10, 99999999.9999999999, 999999999999999999",
        "18, 10, -99999999.9999999999, -999999999999999999",
        "18, 0, 999999999999999999, 999999999999999999",
        "18, 18, 0.999999999999999999, 999999999999999999",
        "18, 18, -.000000000000000001, -1",
        "9, 2, 1234567.89, 123456789",
        "9, 2, 1.2e3, 120000",
        "9, 2, 120000e-4, 1200",
        "1, 0, 9, 9",
        "1, 1, 0.9, 9",
        "38, 0, 99999999999999999999999999999999999999, 99999999999999999999999999999999999999",
        "38, 0, -99999999999999999999999999999999999999, -99999999999999999999999999999999999999",
        "38, 38, 0.00000000000000000000000000000000000001, 1",
        "38, 38, -0.1, -10000000000000000000000000000000000000",
        "38, 0, 18446744073709551616, 18446744073709551616",
        "38, 0, -18446744073709551616, -18446744073709551616",
        "38, 0, 1e37, 10000000000000000000000000000000000000",
        "38, 10, 0, 0",
        "19, 0, -1, -1",
        "19, 0, 9999999999999999999, 9999999999999999999",
        "19, 0, -9999999999999999999, -9999999999999999999",
        "20, 2, 1.5, 150"
    })
    void takesDecimals(int precision, int scale, String text, BigInteger units) {
        var type = new Decimal(precision, scale);

        assertThat(units(Parsed.as(type).plain(text), type)).isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource({
        "18, 10, 10.00000000001, too_many_fraction_digits",
        "18, 10, 1e-11, too_many_fraction_digits",
        "18, 10, 0.00000000000000000000000000000000000000000000000000000000000000000000000001, too_many_fraction_digits",
        "18, 10, 100000000, out_of_range",
        "18, 10, -100000000.0, out_of_range",
        "18, 18, 1, out_of_range",
        "9, 2, 12345678, out_of_range",
        "9, 2, 1e999999999999999, out_of_range",
        "38, 0, 100000000000000000000000000000000000000, out_of_range",
        "38, 37, 10, out_of_range",
        "18, 2, NaN, not_a_decimal",
        "18, 2, Infinity, not_a_decimal",
        "18, 2, 1e, not_a_decimal",
        "18, 2, 1e5.5, not_a_decimal",
        "18, 2, ., not_a_decimal",
        "18, 2, -., not_a_decimal",
        "18, 2, -, not_a_decimal",
        "18, 2, 1.2.3, not_a_decimal",
        "18, 2, 1d, not_a_decimal",
        "18, 2, ' 1', not_a_decimal",
        "18, 2, '1,5', not_a_decimal",
        "18, 2, '1-2', not_a_decimal",
        "38, 2, 12345678901234567890x, not_a_decimal",
        "38, 2, true, not_a_decimal"
    })
    void rejectsWhatDoesNotFit(int precision, int scale, String text, String reason) {
        assertThat(Parsed.as(new Decimal(precision, scale)).plain(text).reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "HALF_EVEN, 0.125, 12",
        "HALF_EVEN, 0.135, 14",
        "HALF_EVEN, -0.125, -12",
        "HALF_EVEN, 0.1250000000000000000000000000000000000000000000000000000000000000000000000000001, 13",
        "HALF_UP, 0.125, 13",
        "HALF_UP, -0.125, -13",
        "HALF_UP, 0.1249, 12",
        "HALF_UP, 0.005, 1",
        "HALF_EVEN, 0.005, 0",
        "HALF_UP, 0.004999, 0",
        "HALF_UP, 0.0009, 0",
        "TRUNCATE, 0.129, 12",
        "TRUNCATE, -0.129, -12",
        "TRUNCATE, 9.9999999, 999",
        "HALF_UP, 0.995, 100"
    })
    void roundsOnlyWhenToldTo(Rounding rounding, String text, long units) {
        for (int precision : new int[] {3, 25}) {
            var type = new Decimal(precision, 2);
            assertThat(units(Parsed.as(type).with(rounding).plain(text), type)).isEqualTo(BigInteger.valueOf(units));
        }
    }

    @Test
    void rejectsWhatRoundingMakesTooLarge() {
        assertThat(Parsed.as(new Decimal(3, 2))
                        .with(Rounding.HALF_UP)
                        .plain("9.995")
                        .reason())
                .isEqualTo("out_of_range");
        assertThat(Parsed.as(new Decimal(38, 0))
                        .with(Rounding.HALF_UP)
                        .plain("9".repeat(38) + ".5")
                        .reason())
                .isEqualTo("out_of_range");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 18, 19, 20, 28, 37, 38})
    void agreesWithBigDecimalOnRandomNumbers(int precision) {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            var type = new Decimal(precision, random.nextInt(precision + 1));
            var digits = new BigInteger(1 + random.nextInt(140), random);
            var value = new BigDecimal(random.nextBoolean() ? digits.negate() : digits, random.nextInt(45) - 3);
            String text = random.nextBoolean() ? value.toString() : value.toPlainString();

            for (Rounding rounding : Rounding.values()) {
                assertAgrees(type, rounding, value, text, seed);
            }
        }
    }

    private static void assertAgrees(Decimal type, Rounding rounding, BigDecimal value, String text, long seed) {
        Value parsed = Parsed.as(type).with(rounding).plain(text);
        BigDecimal rounded = value.setScale(type.scale(), mode(rounding));
        boolean lossy = rounding == Rounding.REJECT && rounded.compareTo(value) != 0;
        boolean tooLarge = rounded.unscaledValue().abs().compareTo(BigInteger.TEN.pow(type.precision())) >= 0;
        String description = "%s as %s, %s, seed %d".formatted(text, type, rounding, seed);
        if (lossy || tooLarge) {
            assertThat(parsed.reason())
                    .as(description)
                    .isIn(lossy ? "too_many_fraction_digits" : "", tooLarge ? "out_of_range" : "");
        } else {
            assertThat(units(parsed, type)).as(description).isEqualTo(rounded.unscaledValue());
        }
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingOfWhatFits(Rounding rounding) {
        var type = new Decimal(18, 10);

        assertThat(units(Parsed.as(type).with(rounding).plain("12.3456789012"), type))
                .isEqualTo(BigInteger.valueOf(123_456_789_012L));
    }

    private static RoundingMode mode(Rounding rounding) {
        return switch (rounding) {
            case REJECT, TRUNCATE -> RoundingMode.DOWN;
            case HALF_EVEN -> RoundingMode.HALF_EVEN;
            case HALF_UP -> RoundingMode.HALF_UP;
        };
    }

    private static BigInteger units(Value value, Decimal type) {
        if (type.precision() <= 18) {
            return BigInteger.valueOf(value.asLong());
        }
        assertThat(value.asBytes()).hasSize(type.fixedLength());
        return new BigInteger(value.asBytes());
    }
}
