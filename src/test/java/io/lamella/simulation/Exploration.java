package io.lamella.simulation;

import io.lamella.simulation.Simulation.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Runs seed after seed, and counts.
final class Exploration {
    private static final int SEEDS_PER_REPORT = 10_000;

    private final Set<Long> interleavings = new HashSet<>();
    private final long start = System.nanoTime();
    private long seeds;
    private long calls;
    private long crashes;

    /// Runs seeds until there were so many of them and so many calls to the store.
    ///
    /// @throws AssertionError with the history of the shortest run found that fails like the first seed that fails
    void run(long firstSeed, long minSeeds, long minCalls) {
        for (long seed = firstSeed; seeds < minSeeds || calls < minCalls; seed++) {
            var outcome = Simulation.run(Choices.of(seed), false);
            add(outcome);
            if (outcome.violation().isPresent()) {
                throw failure(seed, outcome);
            }
            if (seeds % SEEDS_PER_REPORT == 0) {
                System.out.println("Simulation, so far: " + this);
            }
        }
    }

    private void add(Outcome outcome) {
        seeds++;
        calls += outcome.calls();
        crashes += outcome.crashes();
        interleavings.add(outcome.fingerprint());
    }

    private static AssertionError failure(long seed, Outcome outcome) {
        var shortest = Shrinker.shrink(outcome, decisions -> Simulation.run(Choices.of(decisions), false));
        return new AssertionError("""
                Seed %d breaks a promise: %s
                A short run that does so too, after %d instead of %d calls: %s
                %s
                Replay with -Dlamella.simulation.seed=%d""".formatted(
                        seed,
                        outcome.violation().orElseThrow(),
                        shortest.calls(),
                        outcome.calls(),
                        shortest.violation().orElseThrow(),
                        story(Simulation.run(Choices.of(shortest.decisions()), true)),
                        seed));
    }

    static String story(Outcome outcome) {
        return String.join("\n", outcome.history()) + "\n" + outcome.violation().orElse("all promises hold");
    }

    @Override
    public String toString() {
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        return String.format(
                Locale.ROOT,
                "%,d seeds, %,d store calls, %,d crashes, %,d distinct interleavings in %.1f s, %,d calls/s",
                seeds,
                calls,
                crashes,
                interleavings.size(),
                elapsed.toMillis() / 1e3,
                calls * 1_000 / Math.max(1, elapsed.toMillis()));
    }
}
