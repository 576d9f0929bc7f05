package io.lamella.pipeline;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What came of all folders together.
///
/// @param merges files that were written
/// @param files whose place those take
/// @param rows of those
/// @param finished things that earlier runs had left, and that were cleared up
/// @param left how many files, or whole folders, were left alone, by the kind of reason
/// @param examples some of those, such as somebody might want to mend
/// @param failures folders in which something went wrong
public record MergeSummary(
        int merges,
        int files,
        long rows,
        long bytesBefore,
        long bytesAfter,
        int finished,
        Map<MergeOutcome.Why, Integer> left,
        List<MergeOutcome.Left> examples,
        List<MergeOutcome.Failed> failures) {
    private static final int MAX_EXAMPLES = 10;

    public static final MergeSummary NOTHING = new MergeSummary(0, 0, 0, 0, 0, 0, Map.of(), List.of(), List.of());

    public MergeSummary {
        left = Map.copyOf(left);
        examples = List.copyOf(examples);
        failures = List.copyOf(failures);
    }

    private static MergeSummary of(MergeOutcome outcome) {
        return switch (outcome) {
            case MergeOutcome.Merged merged ->
                new MergeSummary(
                        1,
                        merged.files(),
                        merged.rows(),
                        merged.bytesBefore(),
                        merged.bytesAfter(),
                        0,
                        Map.of(),
                        List.of(),
                        List.of());
            case MergeOutcome.Planned _ -> NOTHING;
            case MergeOutcome.Finished _ -> new MergeSummary(0, 0, 0, 0, 0, 1, Map.of(), List.of(), List.of());
            case MergeOutcome.Left one ->
                new MergeSummary(0, 0, 0, 0, 0, 0, Map.of(one.why(), 1), examples(one), List.of());
            case MergeOutcome.Failed failed -> new MergeSummary(0, 0, 0, 0, 0, 0, Map.of(), List.of(), List.of(failed));
        };
    }

    private static List<MergeOutcome.Left> examples(MergeOutcome.Left one) {
        return switch (one.why()) {
            case UNREADABLE, UNFIT -> List.of(one);
            case NOT_MEANT, BUSY -> List.of();
        };
    }

    public MergeSummary plus(MergeOutcome outcome) {
        var more = of(outcome);
        var both = new EnumMap<MergeOutcome.Why, Integer>(MergeOutcome.Why.class);
        both.putAll(left);
        more.left.forEach((why, count) -> both.merge(why, count, Integer::sum));
        var all = new ArrayList<>(failures);
        all.addAll(more.failures);
        return new MergeSummary(
                merges + more.merges,
                files + more.files,
                rows + more.rows,
                bytesBefore + more.bytesBefore,
                bytesAfter + more.bytesAfter,
                finished + more.finished,
                both,
                Stream.concat(examples.stream(), more.examples.stream())
                        .limit(MAX_EXAMPLES)
                        .toList(),
                all);
    }

    /// How many files, or whole folders, were left alone for a reason of this kind.
    public int left(MergeOutcome.Why why) {
        return left.getOrDefault(why, 0);
    }

    /// The same for all kinds together.
    public int leftAlone() {
        return left.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Fails if something went wrong, once all that could be done is done, so that whoever watches over failures learns of it.
    public void throwIfFailed() {
        if (!failures.isEmpty()) {
            var first = failures.getFirst();
            throw new MergeFailedException(
                    "merging failed in " + failures.size() + " folders, and the others are done; the first is "
                            + first.where() + ": " + first.cause().getMessage(),
                    first.cause());
        }
    }
}
