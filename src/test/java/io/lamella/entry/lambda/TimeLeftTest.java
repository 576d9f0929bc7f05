package io.lamella.entry.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLeftTest {
    @Test
    void keepsTheMarginBack() {
        assertThat(TimeLeft.of(new FakeContext(Duration.ofMinutes(10))).lessMargin(Duration.ofMinutes(1)))
                .isEqualTo(Duration.ofMinutes(9));
    }

    @Test
    void keepsNoMoreThanAQuarterBack() {
        assertThat(TimeLeft.of(new FakeContext(Duration.ofSeconds(40))).lessMargin(Duration.ofMinutes(1)))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1_000, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void takesATimeThatCannotBeForNone(int millis) {
        assertThat(TimeLeft.of(new FakeContext(Duration.ofMillis(millis))).duration())
                .isEqualTo(Duration.ofMinutes(15));
    }
}
