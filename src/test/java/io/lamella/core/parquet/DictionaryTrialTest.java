package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DictionaryTrialTest {
    private static final long MAX_BYTES = 1 << 20;
    private static final double DIRECT_BYTES = 5.5;

    @Test
    void hasPaidWhenHalfOfTheValuesCameAgain() {
        assertThat(new DictionaryTrial(1000, 0, 500, 8000, 4000).hasPaid()).isTrue();
        assertThat(new DictionaryTrial(1000, 0, 501, 8000, 4008).hasPaid()).isFalse();
    }

    @Test
    void willPayWhenValuesAreDrawnFromThirtyThousand() {
        var random = new SplittableRandom(1);
        var prices = trial(3000, i -> random.nextLong(30_000));

        assertThat(prices.hasPaid()).isFalse();
        assertThat(prices.willPay(3000 * DIRECT_BYTES, MAX_BYTES)).isTrue();
    }

    @Test
    void willNotPayWhenTheyAreDrawnFromAMillion() {
        var random = new SplittableRandom(1);

        assertThat(trial(20_000, i -> random.nextLong(1_000_000)).willPay(20_000 * DIRECT_BYTES, MAX_BYTES))
                .isFalse();
    }

    @Test
    void willNotPayWhenNoneComesAgain() {
        assertThat(trial(20_000, i -> i).willPay(20_000 * DIRECT_BYTES, MAX_BYTES))
                .isFalse();
    }

    @Test
    void willNotPayWhenValuesTakeLessWithoutIt() {
        var random = new SplittableRandom(1);

        assertThat(trial(3000, i -> random.nextLong(30_000)).willPay(3000, MAX_BYTES))
                .isFalse();
    }

    @Test
    void willNotPayWhenEachComesThriceInARow() {
        assertThat(trial(20_000, i -> i / 3).willPay(20_000 * DIRECT_BYTES, MAX_BYTES))
                .isFalse();
    }

    private static DictionaryTrial trial(int values, LongUnaryOperator value) {
        var distinct = new HashSet<Long>();
        LongStream.range(0, values / 2).map(value).forEach(distinct::add);
        int inHalf = distinct.size();
        LongStream.range(values / 2, values).map(value).forEach(distinct::add);
        return new DictionaryTrial(values, inHalf, distinct.size(), 8L * values, 8L * distinct.size());
    }
}
