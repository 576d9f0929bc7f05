package io.lamella.simulation;

import java.util.Optional;

/// Looks for the first seed that breaks a promise. Loaded anew for each pipeline that lacks a guard.
final class FirstFailure {
    private FirstFailure() {}

    /// Tells what was found, seed by seed, within so many calls to the store.
    static Optional<String> find(long firstSeed, long maxCalls) {
        long calls = 0;
        for (long seed = firstSeed; calls < maxCalls; seed++) {
            var outcome = Simulation.run(Choices.of(seed), false);
            calls += outcome.calls();
            if (outcome.violation().isPresent()) {
                return Optional.of("seed " + seed + ", after " + calls + " calls from seed " + firstSeed + " on: "
                        + outcome.violation().get());
            }
        }
        return Optional.empty();
    }
}
