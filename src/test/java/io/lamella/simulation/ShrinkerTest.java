package io.lamella.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.simulation.Simulation.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    /// Fails if there is a 7 and, anywhere behind it, something greater than 2; makes a call for each decision.
    private static Outcome run(int[] decisions) {
        int seven = Arrays.stream(decisions).boxed().toList().indexOf(7);
        boolean fails = seven >= 0 && Arrays.stream(decisions).skip(seven + 1).anyMatch(decision -> decision > 2);
        return new Outcome(
                fails ? Optional.of("a promise") : Optional.empty(), decisions.length, 0, 0, List.of(), decisions);
    }

    @Test
    void leavesWhatTheFailureTakes() {
        var shortest = Shrinker.shrink(run(new int[] {1, 9, 7, 2, 0, 7, 1, 5, 4, 1, 1}), ShrinkerTest::run);

        assertThat(shortest.violation()).contains("a promise");
        assertThat(shortest.decisions()).containsExactly(7, 4);
    }

    @Test
    void makesPlainWhatItCannotDrop() {
        var shortest = Shrinker.shrink(
                fixedLength(new int[] {3, 7, 2, 9, 6}), decisions -> fixedLength(Arrays.copyOf(decisions, 5)));

        assertThat(shortest.decisions()).containsExactlyInAnyOrder(7, 6, 0, 0, 0);
    }

    /// As [#run], in as many calls whatever was decided.
    private static Outcome fixedLength(int[] decisions) {
        var run = run(decisions);
        return new Outcome(run.violation(), 5, 0, 0, List.of(), decisions);
    }
}
