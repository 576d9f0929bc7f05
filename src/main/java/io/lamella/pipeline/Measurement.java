package io.lamella.pipeline;

import io.lamella.core.table.Receipt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The figures of an event, under the two names that metrics are kept by. Both have few values: each combination of them is
/// kept, and paid for, on its own.
///
/// @param function `ingest`, `compact`, `sweep`, or `folders`, which whoever sweeps does afterwards
/// @param dataset empty for figures of no one dataset
public record Measurement(String function, Optional<String> dataset, Map<Metric, Number> values) {

    /// The figures of an event itself, and after them those of each dataset that it looked at.
    public static List<Measurement> of(Event event) {
        var values = new EnumMap<Metric, Number>(Metric.class);
        became(values, event.result());
        traffic(values, event.traffic());
        var all = new ArrayList<Measurement>();
        all.add(new Measurement(function(event.subject()), event.subject().dataset(), values));
        if (event.result() instanceof Event.Swept(Sweep.Report report)) {
            report.waiting().forEach(waiting -> all.add(waiting(waiting)));
        }
        return all;
    }

    private static void became(Map<Metric, Number> values, Event.Result result) {
        switch (result) {
            case Event.Converted(Receipt receipt, boolean own) -> converted(values, receipt, own);
            case Event.Step _ -> {}
            case Event.Merged(Compact.Report report) -> merged(values, report);
            case Event.Swept(Sweep.Report report) -> swept(values, report);
            case Event.FoldersMerged(MergeSummary summary) -> foldersMerged(values, summary);
            case Event.Failed(Throwable _, var before) -> {
                values.put(Metric.FAILED, 1);
                before.ifPresent(there -> became(values, there));
            }
        }
    }

    private static String function(Subject subject) {
        return switch (subject) {
            case Subject.Slice _, Subject.Stretch _, Subject.Verdict _ -> "ingest";
            case Subject.Partition _ -> "compact";
            case Subject.WholeLake _ -> "sweep";
            case Subject.FoldersOfOthers _ -> "folders";
        };
    }

    /// What was done before was counted then.
    private static void converted(Map<Metric, Number> values, Receipt receipt, boolean own) {
        if (!own) {
            values.put(Metric.SLICES_REPEATED, 1);
            return;
        }
        if (!receipt.slices().isEmpty()) {
            return; // Its slices are counted, each when it is done.
        }
        var staged = receipt.outcome() == Receipt.Outcome.STAGED;
        values.put(staged ? Metric.SLICES : Metric.SLICES_WITHOUT_ROWS, 1);
        values.put(Metric.ROWS, receipt.rows());
        values.put(Metric.REJECTED, receipt.rejected());
        values.put(Metric.SOURCE_BYTES, receipt.task().storedBytes());
        values.put(Metric.DECODED_BYTES, receipt.decodedBytes());
        values.put(
                Metric.PARQUET_BYTES,
                receipt.partitions().stream().mapToLong(Receipt.Staged::bytes).sum());
    }

    private static void merged(Map<Metric, Number> values, Compact.Report report) {
        values.put(Metric.COMMITS, report.commits());
        values.put(Metric.APPENDS, report.appends());
        values.put(Metric.PARTS, report.parts());
        values.put(Metric.SLICES, report.published().size());
        values.put(Metric.ROWS, report.rows());
        values.put(Metric.CONFLICTS, report.conflicts());
    }

    private static void swept(Map<Metric, Number> values, Sweep.Report report) {
        values.put(Metric.REQUESTED, report.requested());
        values.put(Metric.DELETED, report.deleted());
        values.put(Metric.ABORTED_UPLOADS, report.abortedUploads());
        values.put(Metric.SEALED, report.sealed());
        values.put(Metric.SETTLED, report.settled());
        values.put(Metric.UNCLAIMED, report.unclaimed().size());
    }

    private static void foldersMerged(Map<Metric, Number> values, MergeSummary summary) {
        values.put(Metric.FAILED, summary.failures().size());
        values.put(Metric.ROWS, summary.rows());
        values.put(Metric.MERGES, summary.merges());
        values.put(Metric.MERGED_FILES, summary.files());
        values.put(Metric.BYTES_BEFORE, summary.bytesBefore());
        values.put(Metric.BYTES_AFTER, summary.bytesAfter());
        values.put(Metric.CLEARED_UP, summary.finished());
        for (var why : MergeOutcome.Why.values()) {
            values.put(left(why), summary.left(why));
        }
    }

    private static Metric left(MergeOutcome.Why why) {
        return switch (why) {
            case NOT_MEANT -> Metric.LEFT_NOT_MEANT;
            case UNREADABLE -> Metric.LEFT_UNREADABLE;
            case UNFIT -> Metric.LEFT_UNFIT;
            case BUSY -> Metric.LEFT_BUSY;
        };
    }

    private static Measurement waiting(Sweep.Waiting waiting) {
        var values = new EnumMap<Metric, Number>(Metric.class);
        values.put(Metric.STAGED_FILES, waiting.files());
        values.put(Metric.STAGED_BYTES, waiting.bytes());
        values.put(Metric.STAGED_AGE, waiting.oldest().toSeconds());
        return new Measurement("sweep", Optional.of(waiting.dataset()), values);
    }

    private static void traffic(Map<Metric, Number> values, StoreMeter.Reading traffic) {
        values.put(Metric.STORE_REQUESTS, traffic.allRequests());
        values.put(Metric.COPIED_BYTES, traffic.bytesCopied());
        values.put(Metric.THROUGH_BYTES, traffic.bytesSent() + traffic.bytesReceived());
        values.put(Metric.COST, RequestPrices.dollars(traffic));
    }
}
