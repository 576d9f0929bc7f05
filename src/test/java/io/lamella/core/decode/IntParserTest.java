package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.ColumnType;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntParserTest {

    @ParameterizedTest
    @CsvSource({
        "64, 0, 0",
        "64, -0, 0",
        "64, +1, 1",
        "64, 007, 7",
        "64, 12345678, 12345678",
        "64, 123456789012345678, 123456789012345678",
        "64, -9223372036854775808, -9223372036854775808",
        "64, 9223372036854775807, 9223372036854775807",
        "64, 000000000000000000000000000000001, 1",
        "64, 1.0, 1",
        "64, 1., 1",
        "64, -1.000, -1",
        "64, 1e3, 1000",
        "64, 1.5E1, 15",
        "64, 150e-1, 15",
        "64, 0e999999999999999999999, 0",
        "64, 0.0000, 0",
        "64, 9223372036854775807.000, 9223372036854775807",
        "8, 127, 127",
        "8, -128, -128",
        "16, 32767, 32767",
        "16, -32768, -32768",
        "32, 2147483647, 2147483647",
        "32, -2147483648, -2147483648"
    })
    void takesIntegers(int bits, String text, long value) {
        assertThat(Parsed.as(new ColumnType.Int(bits)).plain(text).asLong()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 128",
        "8, -129",
        "16, 32768",
        "32, 2147483648",
        "32, -2147483649",
        "64, 9223372036854775808",
        "64, -9223372036854775809",
        "64, 18446744073709551615",
        "64, 18446744073709551616",
        "64, 9999999999999999999",
        "64, 1e19",
        "64, 1e999999999999"
    })
    void rejectsWhatIsOutOfRange(int bits, String text) {
        assertThat(Parsed.as(new ColumnType.Int(bits)).plain(text).reason()).isEqualTo("out_of_range");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "+",
                "--1",
                "+-1",
                " 1",
                "1 ",
                "1,000",
                "1_000",
                "0x10",
                "abc",
                "12a",
                "1.5",
                "1e",
                "1e+",
                "e1",
                ".",
                "1e-1",
                "1.1.1",
                "0.00000000000000000001",
                "true",
                "1234567a",
                "1234567:",
                "?2345678",
                "1234/678",
                "12345678901234567890123x",
                "1L",
                "١"
            })
    void rejectsWhatIsNoInteger(String text) {
        assertThat(Parsed.as(new ColumnType.Int(64)).plain(text).reason()).isEqualTo("not_an_integer");
    }

    @Test
    void takesNumbersOfJsonAndStringsOfJson() {
        var column = Parsed.as(new ColumnType.Int(32)).outOfJson();

        assertThat(column.field(FieldBlock.NUMBER, "1.0").asLong()).isEqualTo(1);
        assertThat(column.quoted("17").asLong()).isEqualTo(17);
        assertThat(column.field(FieldBlock.BOOLEAN, "true").reason()).isEqualTo("not_an_integer");
        assertThat(column.field(FieldBlock.COMPOSITE, "[1]").reason()).isEqualTo("not_an_integer");
    }

    @Test
    void saysWhatMustHoldTheValueTheColumnAndTheRemedy() {
        assertThat(Parsed.as(new ColumnType.Int(8)).plain("300").message())
                .isEqualTo("column c must be an integer from -128 to 127 but was '300'; mend the source, or declare the"
                        + " column as an integer of more bits");
    }

    @Test
    void agreesWithBigIntegerOnRandomDigits() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var column = Parsed.as(new ColumnType.Int(64));
        BigInteger max = BigInteger.valueOf(Long.MAX_VALUE);
        for (int i = 0; i < 2_000; i++) {
            var value = new BigInteger(1 + random.nextInt(70), random);
            value = random.nextBoolean() ? value.negate() : value;
            String expected = value.bitLength() < 64 ? "fits" : "out_of_range";

            var parsed = column.plain(value.toString());

            assertThat(parsed.reason())
                    .as("%s, seed %d, max %s", value, seed, max)
                    .isEqualTo(expected);
            if (expected.equals("fits")) {
                assertThat(parsed.asLong()).as("%s, seed %d", value, seed).isEqualTo(value.longValueExact());
            }
        }
    }
}
