package io.lamella.entry.wiring;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.plan.MergeSchedule;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Lake;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Datasets;
import io.lamella.pipeline.Event;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.IngestMessages;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.MergeMessages;
import io.lamella.pipeline.MergeRequests;
import io.lamella.pipeline.MergeSummary;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.Observer;
import io.lamella.pipeline.SchemaCheck;
import io.lamella.pipeline.SchemaGate;
import io.lamella.pipeline.SchemaRefusedException;
import io.lamella.pipeline.Stages;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.Sweep;
import io.lamella.pipeline.Tracer;
import io.lamella.pipeline.Watch;
import io.lamella.pipeline.Work;
import io.lamella.pipeline.foreign.ForeignMerge;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// The stages, put together for one configuration over one store and one merge queue. The same for Lambda, for a long-running
/// worker, and embedded.
public final class Pipeline {
    private final Datasets datasets;
    private final LakeStore lake;
    private final IngestMessages ingest;
    private final MergeMessages merge;
    private final Stages stages;
    private final Watch watch;
    private final SliceTally tally = new SliceTally();
    private final Optional<MergeSchedule> foreign;
    private final List<Lake> lakes;
    private final InstantSource clock;
    private final Executor compute;

    /// A pipeline that nobody observes.
    public Pipeline(Config config, ObjectStore store, Queues queues, Ingest.Settings settings) {
        this(config, store, queues, settings, Observer.NONE, Tracer.NONE);
    }

    /// Where the stages send messages.
    ///
    /// @param ingest takes the slices of objects that are too big for one worker
    /// @param merge takes merge requests; one too many does no harm
    public record Queues(Function<Outgoing, Uni<Void>> ingest, Function<Outgoing, Uni<Void>> merge) {}

    /// @param store holds the source buckets and the lake
    public Pipeline(
            Config config,
            ObjectStore store,
            Queues queues,
            Ingest.Settings settings,
            Observer observer,
            Tracer tracer) {
        this.datasets = new Datasets(config.datasets());
        this.lake = new LakeStore(
                store, config.lake().bucket(), new LakeKeys(config.lake().prefix()));
        var requests = new MergeRequests(config.lake().interval());
        Function<Work, Compact.Requests> asking = work -> new Compact.Requests(
                what -> queues.merge()
                        .apply(requests.request(what, settings.clock().instant())
                                .in(work.trace().get())),
                what -> queues.merge()
                        .apply(requests.again(what, settings.attempts().get())
                                .in(work.trace().get())),
                requests.queueDelay());
        Function<Work, Function<String, Uni<Void>>> slices = work -> body -> queues.ingest()
                .apply(new Outgoing(body, Optional.empty(), work.trace().get()));
        this.stages = new Stages(lake, asking, slices, settings);
        this.watch = new Watch(store, settings.clock(), Observer.all(List.of(tally, observer)), tracer);
        this.ingest = new IngestMessages(store, datasets, stages, watch);
        this.merge = new MergeMessages(datasets, stages, watch);
        this.foreign = config.merge();
        this.lakes = List.of(config.lake());
        this.clock = settings.clock();
        this.compute = settings.compute();
    }

    public Datasets datasets() {
        return datasets;
    }

    public LakeStore lake() {
        return lake;
    }

    /// What it has converted so far.
    SliceTally tally() {
        return tally;
    }

    /// Looks whether what is converted from now on can stand in the tables beside what they have.
    ///
    /// @return completes if it can, and fails with a [SchemaRefusedException] if not
    public Uni<Void> checkSchemas() {
        return checkSchemas(datasets.all());
    }

    /// The same for one dataset.
    public Uni<Void> checkSchema(Dataset dataset) {
        return checkSchemas(List.of(dataset));
    }

    private Uni<Void> checkSchemas(List<Dataset> checked) {
        return new SchemaCheck(lake)
                .refusals(checked)
                .invoke(refusals -> {
                    if (!refusals.isEmpty()) {
                        throw new SchemaRefusedException(refusals);
                    }
                })
                .replaceWithVoid();
    }

    /// Handles the messages of the ingest queue.
    public IngestMessages ingest() {
        return ingest;
    }

    /// The same for a process that does not wait for [#checkSchemas()] when it starts: each table is looked at before the first of
    /// its objects is converted.
    public IngestMessages checkedIngest() {
        return ingest.behind(new SchemaGate(new SchemaCheck(lake)));
    }

    /// Handles the messages of the merge queue.
    public MergeMessages merge() {
        return merge;
    }

    /// Publishes what is due in one partition.
    public Compact compact() {
        return stages.compact(Work.unwatched(lake.store()));
    }

    /// Merges the folders of others that the configuration names.
    ///
    /// @param time after which no merge begins any more; the next run does the rest
    public Uni<MergeSummary> mergeForeign(Duration time) {
        return foreign.map(schedule -> watch.over(
                        new Subject.FoldersOfOthers(),
                        Optional.empty(),
                        work -> new ForeignMerge(work.store(), schedule.policy(), lakes, clock, compute)
                                .merge(schedule.sources(), clock.instant().plus(time)),
                        Event.FoldersMerged::new))
                .orElseGet(() -> Uni.createFrom().item(MergeSummary.NOTHING));
    }

    /// Publishes all that is staged for a dataset and counts, whether it is due or not.
    ///
    /// @param deadline when it has to be done; what is left by then stays staged
    public Uni<Void> publish(Dataset dataset, Instant deadline) {
        return publish(
                dataset,
                lake.store()
                        .list(lake.bucket(), lake.keys().staged(dataset.name()))
                        .map(info -> lake.keys()
                                .stagedPartition(dataset.name(), info.location().key()))
                        .select()
                        .distinct(),
                deadline);
    }

    /// The same for some partitions.
    public Uni<Void> publish(Dataset dataset, List<String> partitions, Instant deadline) {
        return publish(dataset, Multi.createFrom().iterable(partitions), deadline);
    }

    private Uni<Void> publish(Dataset dataset, Multi<String> partitions, Instant deadline) {
        var now = dataset.withFreshness(Duration.ZERO);
        return partitions
                .onItem()
                .transformToUniAndConcatenate(
                        partition -> compact().compact(new MergeRequest(dataset.name(), partition), now, deadline))
                .onItem()
                .ignoreAsUni();
    }

    public Uni<Sweep.Report> sweep() {
        return watch.over(
                new Subject.WholeLake(),
                Optional.empty(),
                work -> stages.sweep(work).sweep(datasets.all()),
                Event.Swept::new);
    }
}
