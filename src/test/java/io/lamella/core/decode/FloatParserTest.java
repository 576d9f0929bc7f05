package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.Vector;
import io.lamella.core.decode.Parsed.Value;
import io.lamella.core.schema.ColumnType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatParserTest {
    private static final Parsed DOUBLE = Parsed.as(new ColumnType.Float64());
    private static final Parsed FLOAT = Parsed.as(new ColumnType.Float32());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "+1",
                "1.5",
                ".5",
                "5.",
                "0.1",
                "-123.456",
                "123456789012345",
                "1234567890123456",
                "12345678901234567890",
                "1e22",
                "1e23",
                "1e-22",
                "1e-23",
                "1.7976931348623157e308",
                "4.9e-324",
                "2e-324",
                "2.2250738585072011e-308",
                "9007199254740993",
                "16777217",
                "16777219",
                "1.00000017881393432617187499",
                "1.00000017881393432617187500",
                "1.00000017881393432617187501",
                "3.4028235e38",
                "1e-46",
                "1e-999999999",
                "0e99999999999",
                "0.000000000000000000000000000000000000000000001e45",
                "100000000000000000000",
                "7.038531e-26",
                "1.1754943e-38",
                "8388608.5",
                "8388609.5"
            })
    void roundsAsTheJdkDoes(String text) {
        assertThat(DOUBLE.plain(text).asLong()).isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        if (Math.abs(Double.parseDouble(text)) < 3.5e38) {
            assertThat(FLOAT.plain(text).asLong()).isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "NAN"})
    void takesNaN(String text) {
        assertThat(doubleOf(text)).isNaN();
        assertThat(floatOf(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "Infinity", "-inf", "+INF", "-INFINITY"})
    void takesInfinity(String text) {
        double expected = text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;

        assertThat(doubleOf(text)).isEqualTo(expected);
        assertThat(floatOf(text)).isEqualTo((float) expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1d",
                "1f",
                "1D",
                "0x1p3",
                " 1",
                "1 ",
                "1.0 ",
                "abc",
                "-",
                ".",
                "e5",
                "1e",
                "1e+",
                "--1",
                "1,5",
                "1_0",
                "in",
                "infinit",
                "nane",
                "1.2.3",
                "true",
                "0x10",
                "12345678901234567890f"
            })
    void rejectsWhatIsNoNumber(String text) {
        assertThat(DOUBLE.plain(text).reason()).isEqualTo("not_a_number");
        assertThat(FLOAT.plain(text).reason()).isEqualTo("not_a_number");
    }

    @Test
    void rejectsFiniteNumbersThatWouldBecomeInfinite() {
        assertThat(DOUBLE.plain("1e309").reason()).isEqualTo("out_of_range");
        assertThat(DOUBLE.plain("-1e999999999999").reason()).isEqualTo("out_of_range");
        assertThat(FLOAT.plain("1e39").reason()).isEqualTo("out_of_range");
        assertThat(FLOAT.plain("3.4028236e38").reason()).isEqualTo("out_of_range");
    }

    @Test
    void agreesWithTheJdkOnRandomNumbers() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            List<String> texts = Stream.generate(() -> randomNumber(random))
                    .limit(Vector.CAPACITY)
                    .toList();
            List<Value> doubles = DOUBLE.plain(texts);
            List<Value> floats = FLOAT.plain(texts);
            for (int row = 0; row < texts.size(); row++) {
                String text = texts.get(row);
                double expected = Double.parseDouble(text);
                assertThat(doubles.get(row).asLong())
                        .as("double of %s, seed %d", text, seed)
                        .isEqualTo(Double.doubleToRawLongBits(expected));
                if (Math.abs(expected) < 1e38) {
                    assertThat(floats.get(row).asLong())
                            .as("float of %s, seed %d", text, seed)
                            .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
                }
            }
        }
    }

    /// Short numbers, numbers of all magnitudes, numbers that lie in the middle between two floats, and numbers of 15 digits
    /// so near to the middle that a double cannot tell.
    private static String randomNumber(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Double.toString(random.nextGaussian());
            case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong(0x7FE0000000000000L)));
            case 2 -> random.nextLong(1_000_000_000_000_000L) + "e" + (random.nextInt(50) - 25);
            case 3 -> {
                float one = 1 + random.nextFloat();
                double middle = ((double) one + Math.nextUp(one)) / 2;
                yield new BigDecimal(middle).round(new MathContext(15)).toPlainString();
            }
            default -> {
                float one = (float) random.nextLong(1L << 26);
                yield Double.toString(((double) one + Math.nextUp(one)) / 2);
            }
        };
    }

    private static double doubleOf(String text) {
        return Double.longBitsToDouble(DOUBLE.plain(text).asLong());
    }

    private static float floatOf(String text) {
        return Float.intBitsToFloat(Math.toIntExact(FLOAT.plain(text).asLong()));
    }
}
