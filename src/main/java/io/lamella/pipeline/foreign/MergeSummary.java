package io.lamella.pipeline.foreign;

import java.util.ArrayList;
import java.util.List;

/// What came of all folders together.
///
/// @param merges files that were written
/// @param files whose place those take
/// @param finished things that earlier runs had left, and that were cleared up
/// @param left files, or whole folders, that were left alone for a reason
/// @param failures folders in which something went wrong
public record MergeSummary(int merges, int files, int finished, int left, List<MergeOutcome.Failed> failures) {
    public static final MergeSummary NOTHING = new MergeSummary(0, 0, 0, 0, List.of());

    public MergeSummary {
        failures = List.copyOf(failures);
    }

    MergeSummary plus(MergeOutcome outcome) {
        return switch (outcome) {
            case MergeOutcome.Merged merged ->
                new MergeSummary(merges + 1, files + merged.files(), finished, left, failures);
            case MergeOutcome.Finished _ -> new MergeSummary(merges, files, finished + 1, left, failures);
            case MergeOutcome.Left _ -> new MergeSummary(merges, files, finished, left + 1, failures);
            case MergeOutcome.Planned _ -> this;
            case MergeOutcome.Failed failed -> {
                var more = new ArrayList<>(failures);
                more.add(failed);
                yield new MergeSummary(merges, files, finished, left, more);
            }
        };
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
