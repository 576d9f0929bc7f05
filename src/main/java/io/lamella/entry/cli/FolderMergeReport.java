package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.entry.cli.text.Figures;
import io.lamella.pipeline.MergeOutcome;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What came of a walk through folders that others wrote.
final class FolderMergeReport implements Report {
    private final boolean dryRun;
    private int merges;
    private int files;
    private long rows;
    private long bytesBefore;
    private long bytesAfter;
    private long copiedBytes;
    private int finished;
    private final Map<String, Left> left = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /// @param count of files with the same reason
    /// @param example one of them
    private record Left(int count, String example) {
        Left more() {
            return new Left(count + 1, example);
        }
    }

    FolderMergeReport(boolean dryRun) {
        this.dryRun = dryRun;
    }

    void add(MergeOutcome outcome) {
        switch (outcome) {
            case MergeOutcome.Merged merged -> {
                merges++;
                files += merged.files();
                rows += merged.rows();
                bytesBefore += merged.bytesBefore();
                bytesAfter += merged.bytesAfter();
            }
            case MergeOutcome.Planned planned -> {
                merges++;
                files += planned.files();
                rows += planned.rows();
                bytesBefore += planned.bytesBefore();
                copiedBytes += planned.copiedBytes();
            }
            case MergeOutcome.Finished _ -> finished++;
            case MergeOutcome.Left(var where, var _, var reason) ->
                left.merge(reason, new Left(1, where.toString()), (old, _) -> old.more());
            case MergeOutcome.Failed(var where, var cause) -> failures.put(where.toString(), message(cause));
        }
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    /// What to tell while it goes on.
    Optional<String> line(MergeOutcome outcome) {
        return switch (outcome) {
            case MergeOutcome.Merged merged ->
                Optional.of("  %s  %s, %s, %,d bytes to %,d%s"
                        .formatted(
                                merged.where(),
                                Figures.count(merged.files(), "file"),
                                Figures.count(merged.rows(), "row"),
                                merged.bytesBefore(),
                                merged.bytesAfter(),
                                merged.left() == 0
                                        ? ""
                                        : "; changed meanwhile, and stay: " + Figures.count(merged.left(), "file")));
            case MergeOutcome.Planned planned ->
                Optional.of("  %s  %s, %s, %,d bytes to %,d at most, %,d of them copied"
                        .formatted(
                                planned.where(),
                                Figures.count(planned.files(), "file"),
                                Figures.count(planned.rows(), "row"),
                                planned.bytesBefore(),
                                planned.bytesBefore(),
                                planned.copiedBytes()));
            case MergeOutcome.Finished finishedNow ->
                Optional.of("  %s  what an earlier run began was cleared up".formatted(finishedNow.where()));
            case MergeOutcome.Failed(var where, var cause) ->
                Optional.of("  %s  FAILED: %s".formatted(where, message(cause)));
            case MergeOutcome.Left _ -> Optional.empty();
        };
    }

    @Override
    public void print(PrintWriter out) {
        out.printf("  %s %,14d files into %,d%n", dryRun ? "to merge   " : "merged     ", files, merges);
        out.printf("  rows        %,14d%n", rows);
        out.printf("  before      %,14d bytes%n", bytesBefore);
        if (dryRun) {
            out.printf("  after       %,14d bytes at most, %,d of them copied as they are%n", bytesBefore, copiedBytes);
        } else {
            out.printf("  after       %,14d bytes%n", bytesAfter);
        }
        if (finished > 0) {
            out.printf("  cleared up  %,14d things that earlier runs had left%n", finished);
        }
        left.forEach((reason, files) ->
                out.printf("  left alone  %,14d, such as %s: %s%n", files.count(), files.example(), reason));
        failures.forEach((where, reason) -> out.printf("  FAILED      %s: %s%n", where, reason));
    }

    @Override
    public ObjectNode json() {
        var json = JsonText.object()
                .put("dryRun", dryRun)
                .put("merges", merges)
                .put("files", files)
                .put("rows", rows)
                .put("bytesBefore", bytesBefore)
                .put("bytesAfter", dryRun ? bytesBefore : bytesAfter)
                .put("finished", finished);
        var alone = json.putArray("left");
        left.forEach((reason, files) -> alone.addObject()
                .put("reason", reason)
                .put("files", files.count())
                .put("example", files.example()));
        var failed = json.putArray("failures");
        failures.forEach(
                (where, reason) -> failed.addObject().put("folder", where).put("reason", reason));
        return json;
    }
}
