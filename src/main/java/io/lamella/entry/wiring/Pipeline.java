package io.lamella.entry.wiring;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Datasets;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.IngestMessages;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.MergeMessages;
import io.lamella.pipeline.MergeRequests;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.Sweep;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// The stages, put together for one configuration over one store and one merge queue. The same for Lambda, for a long-running
/// worker, and embedded.
public final class Pipeline {
    private final Datasets datasets;
    private final LakeStore lake;
    private final IngestMessages ingest;
    private final MergeMessages merge;
    private final Sweep sweep;
    private final Compact compact;

    /// @param store holds the source buckets and the lake
    /// @param mergeQueue takes merge requests; one too many does no harm
    public Pipeline(Config config, ObjectStore store, MessageQueue mergeQueue, Ingest.Settings settings) {
        this.datasets = new Datasets(config.datasets());
        this.lake = new LakeStore(
                store, config.lake().bucket(), new LakeKeys(config.lake().prefix()));
        var requests = new MergeRequests(config.lake().interval());
        Function<MergeRequest, Uni<Void>> request =
                what -> mergeQueue.send(requests.request(what, settings.clock().instant()));
        Function<MergeRequest, Uni<Void>> again =
                what -> mergeQueue.send(requests.again(what, settings.attempts().get()));
        this.ingest = new IngestMessages(store, datasets, new Ingest(store, lake, request, settings));
        this.compact = new Compact(
                lake,
                new Compact.Requests(request, again, requests.queueDelay()),
                settings.clock(),
                settings.compute());
        this.merge = new MergeMessages(datasets, compact);
        this.sweep = new Sweep(lake, request, compact, settings.clock());
    }

    public Datasets datasets() {
        return datasets;
    }

    public LakeStore lake() {
        return lake;
    }

    /// Handles the messages of the ingest queue.
    public IngestMessages ingest() {
        return ingest;
    }

    /// Handles the messages of the merge queue.
    public MergeMessages merge() {
        return merge;
    }

    /// Publishes what is due in one partition.
    public Compact compact() {
        return compact;
    }

    public Uni<Sweep.Report> sweep() {
        return sweep.sweep(datasets.all());
    }
}
