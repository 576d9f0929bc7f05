package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BloomFilterBuilderTest {
    /// The fraction that is asked for takes 10 to 21 bits for each distinct value, by the table of the specification; sizes are
    /// powers of two.
    @ParameterizedTest
    @CsvSource({
        "1, 0.01, 32",
        "10, 0.01, 32",
        "1000, 0.01, 2048",
        "10000, 0.01, 16384",
        "10000, 0.1, 8192",
        "10000, 0.0001, 65536",
        "200000, 0.01, 524288",
        "750000, 0.01, 1048576",
    })
    void isAsBigAsItsValuesNeed(int values, double falsePositives, int bytes) {
        var builder = new BloomFilterBuilder(new BloomFilterSettings(falsePositives, 1 << 20));
        new SplittableRandom(41).longs(values).forEach(builder::add);
        var filter = builder.finish().orElseThrow();

        assertThat(filter.bytes()).isEqualTo(bytes);
        assertThat(filter.falsePositives()).isLessThanOrEqualTo(falsePositives);
        new SplittableRandom(41)
                .longs(values)
                .forEach(hash -> assertThat(filter.mayHold(hash)).isTrue());
    }

    @Test
    void countsEqualValuesOnce() {
        var builder = new BloomFilterBuilder(BloomFilterSettings.DEFAULT);
        for (int i = 0; i < 1_000_000; i++) {
            builder.add(Mixing.of(i % 10));
        }
        assertThat(builder.finish().orElseThrow().bytes()).isEqualTo(32);
    }

    @Test
    void holdsNoMoreThanTwiceTheLargestFilter() {
        var builder = new BloomFilterBuilder(new BloomFilterSettings(0.01, 1 << 16));
        assertThat(builder.heldBytes()).isZero();
        long most = 0;
        for (int i = 0; i < 100_000; i++) {
            builder.add(Mixing.of(i));
            most = Math.max(most, builder.heldBytes());
        }
        assertThat(most).isLessThanOrEqualTo(2L << 16);
    }

    @Test
    void letsMoreThroughThanAskedForWhereItMustNotBeBigger() {
        var builder = new BloomFilterBuilder(new BloomFilterSettings(0.01, 3 << 14));
        new SplittableRandom(42).longs(60_000).forEach(builder::add);
        var filter = builder.finish().orElseThrow();

        assertThat(filter.bytes()).isEqualTo(1 << 15);
        assertThat(filter.falsePositives()).isBetween(0.1, 0.5);
    }

    @Test
    void isLeftOutWhereItWouldLetMostThrough() {
        var builder = new BloomFilterBuilder(new BloomFilterSettings(0.01, 1 << 14));
        new SplittableRandom(43).longs(100_000).forEach(builder::add);
        assertThat(builder.finish()).isEmpty();
    }

    @Test
    void isLeftOutWithoutValues() {
        assertThat(new BloomFilterBuilder(BloomFilterSettings.DEFAULT).finish()).isEmpty();
    }
}
