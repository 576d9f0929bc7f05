package io.lamella.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Where every decision of a run comes from: a seed, or decisions that were written down.
///
/// Of all answers 0 is the plainest: no fault, the shortest wait, the smallest number. So a list of decisions becomes a simpler
/// one by dropping some, or by making them smaller, and behind the end of a list all is plain.
final class Choices {
    private final SplittableRandom random;
    private int[] decisions;
    private final int given;
    private int taken;

    private Choices(SplittableRandom random, int[] decisions, int given) {
        this.random = random;
        this.decisions = decisions;
        this.given = given;
    }

    static Choices of(long seed) {
        return new Choices(new SplittableRandom(seed), new int[256], 0);
    }

    static Choices of(int[] decisions) {
        return new Choices(new SplittableRandom(0), decisions.clone(), decisions.length);
    }

    /// A number from 0 to `bound - 1`.
    int below(int bound) {
        int decision = 0;
        if (given == 0) {
            decision = random.nextInt(bound);
        } else if (taken < given) {
            decision = decisions[taken] % bound;
        }
        if (taken == decisions.length) {
            decisions = Arrays.copyOf(decisions, Math.max(256, 2 * taken));
        }
        decisions[taken++] = decision;
        return decision;
    }

    /// One of several, the first being the plainest.
    @SafeVarargs
    final <T> T oneOf(T... options) {
        return options[below(options.length)];
    }

    <T> T oneOf(List<T> options) {
        return options.get(below(options.size()));
    }

    /// True in so many of a thousand cases.
    boolean perMille(int cases) {
        return cases > 0 && below(1_000) >= 1_000 - cases;
    }

    /// The decisions taken so far.
    int[] taken() {
        return Arrays.copyOf(decisions, taken);
    }
}
