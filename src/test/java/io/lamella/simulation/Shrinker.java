package io.lamella.simulation;

import io.lamella.simulation.Simulation.Outcome;
import java.util.Arrays;
import java.util.function.Function;

/// Makes a failing run short: it drops decisions and makes them plainer for as long as the run still fails.
final class Shrinker {
    private static final int MAX_RUNS = 4_000;

    private final Function<int[], Outcome> run;
    private Outcome best;
    private int runs;

    private Shrinker(Outcome failing, Function<int[], Outcome> run) {
        this.best = failing;
        this.run = run;
    }

    /// The shortest run found that fails.
    static Outcome shrink(Outcome failing, Function<int[], Outcome> run) {
        var shrinker = new Shrinker(failing, run);
        boolean better = true;
        while (better) {
            boolean dropped = shrinker.drop();
            better = shrinker.plain() || dropped;
        }
        return shrinker.best;
    }

    /// Leaves out decisions, at first many at a time.
    private boolean drop() {
        boolean better = false;
        for (int length = best.decisions().length / 2; length > 0; length /= 2) {
            for (int at = 0; at + length <= best.decisions().length; ) {
                if (improves(without(best.decisions(), at, length))) {
                    better = true;
                } else {
                    at += length;
                }
            }
        }
        return better;
    }

    /// Makes decisions plain, at first many at a time.
    private boolean plain() {
        boolean better = false;
        for (int length = best.decisions().length / 2; length > 0; length /= 2) {
            for (int at = 0; at + length <= best.decisions().length; at += length) {
                better |= improves(plain(best.decisions(), at, length));
            }
        }
        return better;
    }

    /// Takes other decisions if their run fails too and is shorter or plainer.
    private boolean improves(int[] decisions) {
        if (runs == MAX_RUNS || Arrays.equals(decisions, best.decisions())) {
            return false;
        }
        runs++;
        var other = run.apply(decisions);
        boolean improves = other.violation().isPresent() && isPlainer(other, best);
        if (improves) {
            best = other;
        }
        return improves;
    }

    private static boolean isPlainer(Outcome one, Outcome other) {
        if (one.calls() != other.calls()) {
            return one.calls() < other.calls();
        }
        return one.decisions().length != other.decisions().length
                ? one.decisions().length < other.decisions().length
                : Arrays.stream(one.decisions()).asLongStream().sum()
                        < Arrays.stream(other.decisions()).asLongStream().sum();
    }

    private static int[] without(int[] decisions, int at, int length) {
        var shorter = new int[decisions.length - length];
        System.arraycopy(decisions, 0, shorter, 0, at);
        System.arraycopy(decisions, at + length, shorter, at, shorter.length - at);
        return shorter;
    }

    private static int[] plain(int[] decisions, int at, int length) {
        var plainer = decisions.clone();
        Arrays.fill(plainer, at, at + length, 0);
        return plainer;
    }
}
