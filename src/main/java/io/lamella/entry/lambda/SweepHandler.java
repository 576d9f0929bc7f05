package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.pipeline.MergeSummary;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/// Sweeps the lake, and merges the folders of others that the configuration names, whatever the schedule's event says. A sweep
/// that is cut off loses nothing: the next begins anew.
@Named("sweep")
@Singleton
final class SweepHandler implements RequestHandler<Map<String, Object>, Map<String, Integer>> {
    private static final Duration TO_ANSWER = Duration.ofSeconds(2);

    private final Pipeline pipeline;
    private final TraceFlush traces;

    @Inject
    SweepHandler(Pipeline pipeline, TraceFlush traces) {
        this.pipeline = pipeline;
        this.traces = traces;
    }

    @Override
    public Map<String, Integer> handleRequest(Map<String, Object> event, Context context) {
        try {
            return sweep(context);
        } finally {
            traces.beforeAnswer(context);
        }
    }

    /// In the first half of the time that is left, so that what is begun in it comes to its end.
    ///
    /// @throws io.lamella.pipeline.MergeFailedException once the others are done, if something went wrong in a folder:
    /// so the invocation fails, and what came of it ends in the queue of failed sweeps, whose alarm rings
    private MergeSummary merge(Context context) {
        var left = TimeLeft.of(context);
        var summary =
                pipeline.mergeForeign(left.duration().dividedBy(2)).await().atMost(left.lessMargin(TO_ANSWER));
        summary.throwIfFailed();
        return summary;
    }

    private Map<String, Integer> sweep(Context context) {
        var report = pipeline.sweep().await().atMost(TimeLeft.of(context).lessMargin(TO_ANSWER));
        var merged = merge(context);
        return Map.of(
                "requested", report.requested(),
                "deleted", report.deleted(),
                "abortedUploads", report.abortedUploads(),
                "unclaimed", report.unclaimed().size(),
                "mergedFiles", merged.files(),
                "leftAlone", merged.leftAlone());
    }
}
