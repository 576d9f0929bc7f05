package io.lamella.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole pipeline, whatever happens to it.
@ExtendWith(WithoutLog.class)
class SimulationTest {
    private static final String SEED = "lamella.simulation.seed";

    /// Of many seeds, or of the one that is to be replayed.
    @Test
    void everyPromiseHoldsWhateverHappens() {
        Optional.ofNullable(Long.getLong(SEED)).ifPresentOrElse(SimulationTest::replay, SimulationTest::explore);
    }

    private static void explore() {
        var exploration = new Exploration();
        exploration.run(
                Long.getLong("lamella.simulation.first", 1),
                Long.getLong("lamella.simulation.seeds", 500),
                Long.getLong("lamella.simulation.calls", 200_000));
        System.out.println("Simulation: " + exploration);
    }

    private static void replay(long seed) {
        var outcome = Simulation.run(Choices.of(seed), true);
        System.out.println(Exploration.story(outcome));
        assertThat(outcome.violation()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSeedIsOneRun(long seed) {
        var once = Simulation.run(Choices.of(seed), true);
        var again = Simulation.run(Choices.of(once.decisions()), true);

        assertThat(again.history()).isEqualTo(once.history());
        assertThat(again.fingerprint()).isEqualTo(once.fingerprint());
    }

    /// What the simulation found; see the changelog. What a seed does changes with the simulation, so each find is also an edit
    /// of the pipeline that brings it back, among the [Guard]s.
    @ParameterizedTest
    @ValueSource(longs = {72, 344, 475})
    void aSeedThatOnceFailedHolds(long seed) {
        assertThat(Simulation.run(Choices.of(seed), false).violation()).isEmpty();
    }
}
