package io.lamella.entry.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Embedded.Pace usual =
            new Embedded.Pace(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofMinutes(5));

    @Test
    void sweepsAsOftenAsItMerges() {
        assertThat(usual.withMergeDelay(Duration.ofSeconds(30)))
                .isEqualTo(new Embedded.Pace(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    @Test
    void pausesBetweenSweepsHoweverSoonItMerges() {
        assertThat(usual.withMergeDelay(Duration.ZERO))
                .isEqualTo(new Embedded.Pace(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1)));
    }
}
