package io.lamella.entry.cli.live;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.Receipt;
import io.lamella.entry.cli.text.Figures;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Event;
import io.lamella.pipeline.MergeSummary;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.Sweep;
import java.util.Optional;
import java.util.StringJoiner;

/// Events in words.
final class EventWords {
    private static final int NAME_CHARACTERS = 300;
    private static final int REASON_CHARACTERS = 400;

    private EventWords() {}

    /// What kind of work it is, by the worker that does it.
    static String kind(Subject subject) {
        return switch (subject) {
            case Subject.Slice _ -> "ingest";
            case Subject.Stretch _ -> "survey";
            case Subject.Verdict _ -> "verdict";
            case Subject.Partition _ -> "merge";
            case Subject.WholeLake _ -> "sweep";
            case Subject.FoldersOfOthers _ -> "folders";
        };
    }

    static String name(Subject subject) {
        var name = switch (subject) {
            case Subject.Slice(SliceTask task) -> task.source().uri() + bytes(task);
            case Subject.Stretch(SurveyTask task) ->
                task.rows().source().uri() + ", stretch " + (task.stretch() + 1) + " of " + task.stretches();
            case Subject.Verdict(VerdictTask task) -> task.whole().source().uri();
            case Subject.Partition(MergeRequest request) ->
                request.partition().isEmpty() ? request.dataset() : request.dataset() + "/" + request.partition();
            case Subject.WholeLake() -> "the whole lake";
            case Subject.FoldersOfOthers() -> "folders of others";
        };
        return PlainText.of(name, NAME_CHARACTERS);
    }

    private static String bytes(SliceTask task) {
        var range = task.range();
        return task.isWhole()
                ? ""
                : ", bytes %,d to %,d%s"
                        .formatted(
                                range.offset(), range.end(), task.compressed().isPresent() ? " of its text" : "");
    }

    static boolean isBad(Event.Result result) {
        return switch (result) {
            case Event.Failed _ -> true;
            case Event.Converted(Receipt receipt, boolean _) ->
                !receipt.outcome().mayHaveRows();
            case Event.FoldersMerged(MergeSummary summary) ->
                !summary.failures().isEmpty();
            case Event.Step _, Event.Merged _, Event.Swept _ -> false;
        };
    }

    /// What came of it; empty if nobody would miss it.
    static Optional<String> of(Event event) {
        return of(event.subject(), event.result());
    }

    private static Optional<String> of(Subject subject, Event.Result result) {
        return switch (result) {
            case Event.Converted(Receipt receipt, boolean own) ->
                Optional.of(own ? converted(receipt) : "was done before");
            case Event.Step() -> Optional.of(step(subject));
            case Event.Merged(Compact.Report report) -> merged(report);
            case Event.Swept(Sweep.Report report) -> swept(report);
            case Event.FoldersMerged(MergeSummary summary) -> foldersMerged(summary);
            case Event.Failed(Throwable failure, var before) ->
                Optional.of(before.flatMap(there -> of(subject, there))
                                .map(there -> there + ", then ")
                                .orElse("")
                        + PlainText.of("failed, and will be tried again: " + failure.getMessage(), REASON_CHARACTERS));
        };
    }

    private static String step(Subject subject) {
        return switch (subject) {
            case Subject.Stretch _ -> "looked for the beginnings of rows";
            case Subject.Verdict _ -> "saw to what follows from a verdict";
            default -> "left to other messages what comes next";
        };
    }

    private static String converted(Receipt receipt) {
        return switch (receipt.outcome()) {
            case STAGED ->
                Figures.count(receipt.rows(), "row") + " staged for "
                        + Figures.count(receipt.partitions().size(), "partition")
                        + (receipt.rejected() == 0
                                ? ""
                                : ", " + Figures.count(receipt.rejected(), "row") + " to quarantine");
            case CUT -> "cut into " + Figures.count(receipt.slices().size(), "slice");
            case PENDING ->
                "cut into " + Figures.count(receipt.slices().size(), "slice") + ", which count when all are converted";
            case REFUSED -> PlainText.of("refused: " + receipt.reason().orElse(""), REASON_CHARACTERS);
            case GONE -> "was deleted before it could be read";
            case SUPERSEDED -> "was overwritten before it could be read";
        };
    }

    private static Optional<String> merged(Compact.Report report) {
        return report.commits() == 0
                ? Optional.empty()
                : Optional.of(Figures.count(report.rows(), "row") + " published from "
                        + Figures.count(report.published().size(), "slice") + " in "
                        + Figures.count(report.commits(), "commit")
                        + (report.parts() == 0 ? "" : ", " + Figures.count(report.parts(), "part") + " begun"));
    }

    /// That it asked for merges is told by the merges.
    private static Optional<String> swept(Sweep.Report report) {
        var done = new StringJoiner(", ").setEmptyValue("");
        tell(done, report.deleted(), "file", " of lost attempts removed");
        tell(done, report.abortedUploads(), "leaked upload", " freed");
        tell(done, report.sealed(), "head", " sealed for its age");
        tell(done, report.settled(), "part", " rewritten");
        return Optional.of(done.toString()).filter(text -> !text.isEmpty());
    }

    private static Optional<String> foldersMerged(MergeSummary summary) {
        var done = new StringJoiner(", ").setEmptyValue("");
        tell(done, summary.files(), "file", " merged into " + summary.merges());
        tell(done, summary.finished(), "thing", " of earlier runs cleared up");
        summary.failures().stream()
                .findFirst()
                .ifPresent(first -> done.add(Figures.count(summary.failures().size(), "folder")
                        + PlainText.of(
                                " failed, such as " + first.where() + ": "
                                        + first.cause().getMessage(),
                                REASON_CHARACTERS)));
        return Optional.of(done.toString()).filter(text -> !text.isEmpty());
    }

    private static void tell(StringJoiner done, long number, String what, String became) {
        if (number > 0) {
            done.add(Figures.count(number, what) + became);
        }
    }
}
