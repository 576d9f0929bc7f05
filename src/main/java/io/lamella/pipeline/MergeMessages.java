package io.lamella.pipeline;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/// What the messages of the merge queue ask for.
public final class MergeMessages {
    private final Datasets datasets;
    private final Stages stages;
    private final Watch watch;

    public MergeMessages(Datasets datasets, Stages stages, Watch watch) {
        this.datasets = datasets;
        this.stages = stages;
        this.watch = watch;
    }

    /// Handles one message; only when this has answered may it be acknowledged.
    ///
    /// @param cause what the message says of traces
    /// @param deadline when it has to be done
    public Uni<Compact.Report> handle(String body, Optional<TraceParent> cause, Instant deadline) {
        return Uni.createFrom().deferred(() -> {
            MergeRequest request = Messages.readMerge(body);
            return watch.over(
                    new Subject.Partition(request),
                    cause,
                    work -> stages.compact(work)
                            .compact(
                                    request,
                                    datasets.named(request.dataset()),
                                    deadline,
                                    report -> work.soFar().accept(new Event.Merged(report))),
                    Event.Merged::new);
        });
    }
}
