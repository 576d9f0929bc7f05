package io.lamella.pipeline;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.SliceId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a piece of work is about.
public sealed interface Subject {
    /// A slice that is converted.
    record Slice(SliceTask task) implements Subject {}

    /// A stretch of an object in which the beginnings of rows are looked for.
    record Stretch(SurveyTask task) implements Subject {}

    /// The end of a trial at an object whose slices count only together.
    record Verdict(VerdictTask task) implements Subject {}

    /// A partition of which staged files are published.
    record Partition(MergeRequest request) implements Subject {}

    /// The lake as it is swept.
    record WholeLake() implements Subject {}

    /// The folders that others write to and that are merged here.
    record FoldersOfOthers() implements Subject {}

    /// Empty for what is of no one dataset.
    default Optional<String> dataset() {
        return switch (this) {
            case Slice(SliceTask task) -> Optional.of(task.dataset());
            case Stretch(SurveyTask task) -> Optional.of(task.rows().dataset());
            case Verdict(VerdictTask task) -> Optional.of(task.whole().dataset());
            case Partition(MergeRequest request) -> Optional.of(request.dataset());
            case WholeLake(), FoldersOfOthers() -> Optional.empty();
        };
    }

    /// What logs and traces call a piece of work about it.
    default String event() {
        return switch (this) {
            case Slice _ -> "slice";
            case Stretch _ -> "survey";
            case Verdict _ -> "verdict";
            case Partition _ -> "merge";
            case WholeLake _ -> "sweep";
            case FoldersOfOthers _ -> "folders";
        };
    }

    /// How logs and traces name it.
    default Map<String, String> names() {
        var names = new TreeMap<String, String>();
        dataset().ifPresent(dataset -> names.put("dataset", dataset));
        switch (this) {
            case Slice(SliceTask task) -> {
                names.put("source", task.source().uri());
                names.put("slice", SliceId.of(task).hex());
            }
            case Stretch(SurveyTask task) -> {
                names.put("source", task.rows().source().uri());
                names.put("slice", SliceId.of(task.rows()).hex());
                names.put("stretch", task.stretch() + 1 + " of " + task.stretches());
            }
            case Verdict(VerdictTask task) -> {
                names.put("source", task.whole().source().uri());
                names.put("slice", SliceId.of(task.whole()).hex());
                names.put("verdict", task.ending().name());
            }
            case Partition(MergeRequest request) -> names.put("partition", request.partition());
            case WholeLake(), FoldersOfOthers() -> {}
        }
        return names;
    }
}
