package io.lamella.simulation;

import java.util.Optional;

/// Looks for the first seed that breaks a promise. Loaded anew for each pipeline that lacks a guard.
final class FirstFailure {
    private FirstFailure() {}

    /// Tells what was found within so many calls to the store.
    static Optional<String> find(long maxCalls) {
        long calls = 0;
        for (long seed = 1; calls < maxCalls; seed++) {
            var outcome = Simulation.run(Choices.of(seed), false);
            calls += outcome.calls();
            if (outcome.violation().isPresent()) {
                return Optional.of("seed " + seed + ", after " + calls + " calls: "
                        + outcome.violation().get());
            }
        }
        return Optional.empty();
    }
}
