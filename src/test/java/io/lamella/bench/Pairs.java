package io.lamella.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What two did with the same work, pair by pair. Figures are medians of the pairs, of memory the maximum.
record Pairs(List<Pair> pairs) {
    record Pair(Cost ours, Cost theirs) {}

    /// Somebody who does the work.
    interface Contender {
        Cost run() throws IOException, InterruptedException;
    }

    /// Has them do it in turn. Who begins changes, in case the one leaves something behind for the other.
    static Pairs of(int count, Contender ours, Contender theirs) throws IOException, InterruptedException {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                var first = ours.run();
                pairs.add(new Pair(first, theirs.run()));
            } else {
                var first = theirs.run();
                pairs.add(new Pair(ours.run(), first));
            }
        }
        return new Pairs(pairs);
    }

    double cpuRatio() {
        return median(pair -> pair.ours().cpu() / pair.theirs().cpu());
    }

    double wallRatio() {
        return median(pair -> pair.ours().wall() / pair.theirs().wall());
    }

    /// In seconds.
    double ourCpu() {
        return median(pair -> pair.ours().cpu());
    }

    /// In seconds.
    double theirCpu() {
        return median(pair -> pair.theirs().cpu());
    }

    /// In seconds.
    double ourWall() {
        return median(pair -> pair.ours().wall());
    }

    /// In seconds.
    double theirWall() {
        return median(pair -> pair.theirs().wall());
    }

    long ourPeakBytes() {
        return pairs.stream().mapToLong(pair -> pair.ours().peakBytes()).max().orElseThrow();
    }

    long theirPeakBytes() {
        return pairs.stream().mapToLong(pair -> pair.theirs().peakBytes()).max().orElseThrow();
    }

    private double median(ToDoubleFunction<Pair> figure) {
        var sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
