package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTextTest {
    @ParameterizedTest
    @CsvSource({"FLOAT, 0.1", "DOUBLE, 0.10000000149011612"})
    void floatsHaveTheDigitsThatTellThemApart(String type, String shown) {
        long bits = Double.doubleToLongBits(0.1f);

        assertThat(new ColumnText(type).value(HexFormat.of().toHexDigits(bits))).isEqualTo(shown);
    }
}
