package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowGroupSizeTest {
    private static final RowGroupSize SIZE = new RowGroupSize(1_600);

    @ParameterizedTest
    @CsvSource({
        "    0,     0, false",
        " 1599,     0, false",
        " 1600,     0, true",
        // Together one row group.
        "  800,   800, false",
        // Two of 900.
        "  899,   901, false",
        "  900,   900, true",
        // Two halves are hardly worth keeping.
        "  850,   850, false",
        // What remains is not.
        " 1200,   700, false",
        // The first of three of 1100.
        " 1099,  2201, false",
        " 1100,  2200, true",
        " 1600, 99999, true"
    })
    void endsWhereAllAreFull(long encoded, long expected, boolean ends) {
        assertThat(SIZE.endsEvenly(encoded, expected)).isEqualTo(ends);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "799, 0", "800, 1", "1600, 1", "1799, 1", "1800, 2", "3200, 2", "3201, 3", "16001, 11"})
    void countsThoseOfAFile(long all, long full) {
        assertThat(SIZE.fullOf(all)).isEqualTo(full);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, false", "1, 0, 1, false", "1, 1, 0, true"})
    void mayBeTheSmallest(long bytes, long encoded, long expected, boolean ends) {
        assertThat(new RowGroupSize(bytes).endsEvenly(encoded, expected)).isEqualTo(ends);
    }
}
