package io.lamella.infra;

import io.lamella.core.plan.MergeSchedule;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.MergeRequests;
import io.lamella.pipeline.Metric;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Everything that one `lamella.yaml` needs.
public final class LamellaStack extends Stack {
    /// Small objects come in crowds: ten share an invocation, and nobody waits for longer than this for the others.
    private static final int INGEST_BATCH = 10;

    private static final Duration INGEST_WINDOW = Duration.ofSeconds(5);

    public LamellaStack(Construct scope, String id, StackProps properties, Config config, Settings settings) {
        super(scope, id, properties);
        var datasets = config.datasets();
        var storage = Storage.of(this, settings);
        var lake = new LakeBucket(this, "Lake", config, settings, storage);

        var code = FunctionPackage.read(settings.functionPackage(), settings.architecture());
        var heap = FunctionSize.Heap.of(code);
        var ingestSize = FunctionSize.ofIngest(heap, datasets, settings.memoryMb());
        var mergeSize = FunctionSize.ofMerge(heap, datasets, settings.memoryMb());
        var sweepSize = FunctionSize.ofSweep(heap, datasets, settings.memoryMb());
        var ingestQueue = WorkQueue.standard(this, "IngestQueue", ingestSize.timeout());
        var delay = new MergeRequests(config.lake().interval()).queueDelay();
        var mergeQueue = WorkQueue.fifo(this, "MergeQueue", mergeSize.timeout(), delay);

        var sources = Source.of(datasets);
        requireSources(sources, settings.existingSources());
        for (var source : sources) {
            if (settings.existingSources().contains(source.bucket())) {
                SourceBucket.existing(this, source, ingestQueue.queue());
            } else {
                SourceBucket.made(this, source, ingestQueue.queue(), storage);
            }
        }

        var permissions = new Permissions(
                lake.bucket().getBucketArn(), new LakeKeys(config.lake().prefix()), storage.key(), mergeQueue.queue());
        var metrics = new PipelineMetrics("Lamella/" + getStackName());
        var shared = new PipelineFunction.Shared(
                code,
                ConfigurationLayer.of(this, "Configuration", settings.config()),
                mergeQueue.queue(),
                settings.logRetention(),
                settings.snapStart(),
                metrics.namespace(),
                settings.otlpEndpoint());
        var ingest = new PipelineFunction(
                this,
                "Ingest",
                "ingest",
                ingestSize,
                permissions.ingest(getPartition(), sources, settings.sourceKeys(), ingestQueue.queue()),
                shared);
        ingest.function()
                .addEnvironment("LAMELLA_INGEST_QUEUE_URL", ingestQueue.queue().getQueueUrl());
        var compact = new PipelineFunction(this, "Compact", "compact", mergeSize, permissions.compact(), shared);
        var failedSweeps = new FailedSweeps(this, "FailedSweeps").queue();
        var sweep = new PipelineFunction(
                this,
                "Sweep",
                "sweep",
                sweepSize,
                permissions.sweep(
                        getPartition(),
                        config.merge().map(MergeSchedule::sources).orElse(List.of()),
                        failedSweeps),
                shared);
        sweep.putFailuresInto(failedSweeps);

        EventSourceMapping.Builder.create(this, "IngestMapping")
                .target(ingest.invoked())
                .eventSourceArn(ingestQueue.queue().getQueueArn())
                .batchSize(INGEST_BATCH)
                .maxBatchingWindow(Cdk.duration(INGEST_WINDOW))
                .maxConcurrency(settings.ingestConcurrency())
                .reportBatchItemFailures(true)
                .build();
        EventSourceMapping.Builder.create(this, "CompactMapping")
                .target(compact.invoked())
                .eventSourceArn(mergeQueue.queue().getQueueArn())
                // A commit may take all the memory and time there is.
                .batchSize(1)
                .maxConcurrency(settings.mergeConcurrency())
                .reportBatchItemFailures(true)
                .build();
        Rule.Builder.create(this, "SweepSchedule")
                .description("Sweeps Lamella's lake")
                .schedule(settings.schedule().toCdk())
                .targets(List.of(new LambdaFunction(sweep.invoked())))
                .build();

        var catalog = new Catalog(this, "Catalog", config, settings);
        new NamedQueries(this, "Queries", datasets, catalog.database());
        var queues = new Queues(ingestQueue, mergeQueue, failedSweeps);
        var dashboard = observe(settings, config, metrics, delay, queues, new Functions(ingest, compact, sweep));
        var next = new NextSteps(this);
        next.tellFirst(datasets.getFirst(), catalog.database());
        next.tellQueues(queues);
        next.tellDashboard(dashboard);

        HelperLogs.keep(this, settings.logRetention());
        settings.tags().forEach((name, value) -> Tags.of(this).add(name, value));
        Tags.of(this).add("application", "lamella");
    }

    /// @param failedSweeps what came of sweeps that failed every time
    record Queues(WorkQueue ingest, WorkQueue merge, Queue failedSweeps) {}

    private record Functions(PipelineFunction ingest, PipelineFunction compact, PipelineFunction sweep) {
        List<PipelineFunction> all() {
            return List.of(ingest, compact, sweep);
        }
    }

    private Dashboard observe(
            Settings settings,
            Config config,
            PipelineMetrics metrics,
            Duration delay,
            Queues queues,
            Functions functions) {
        var alarms = new Alarms(this, "Alarms", settings.email());
        alarms.ofDeadLetters(
                "IngestDeadLetters",
                queues.ingest().deadLetters(),
                "Each names an object that was refused or could not be read; the log of the ingest function says why. Mend the"
                        + " object or lamella.yaml, then redrive the queue.");
        alarms.ofDeadLetters(
                "MergeDeadLetters",
                queues.merge().deadLetters(),
                "No rows are lost: they wait, staged, and the sweeper asks again. Read the log of the compact function, then"
                        + " purge the queue.");
        alarms.ofWait(
                "IngestWait", queues.ingest().queue(), Duration.ZERO, "Raise ingest-concurrency, or see what fails.");
        alarms.ofWait("MergeWait", queues.merge().queue(), delay, "Raise merge-concurrency, or see what fails.");
        alarms.ofErrors(
                "IngestErrors",
                functions.ingest().function(),
                metrics.ofLake("ingest", Metric.FAILED),
                queues.ingest().queue());
        alarms.ofErrors(
                "CompactErrors",
                functions.compact().function(),
                metrics.ofLake("compact", Metric.FAILED),
                queues.merge().queue());
        alarms.ofFailedSweeps("SweepDeadLetters", queues.failedSweeps());
        alarms.ofUnclaimed("Unclaimed", metrics.ofLake("sweep", Metric.UNCLAIMED));
        for (var dataset : config.datasets()) {
            alarms.ofStaged(
                    "Staged-" + dataset.name(),
                    metrics.ofDataset("sweep", dataset.name(), Metric.STAGED_AGE),
                    dataset,
                    delay);
        }
        var overview =
                new Overview(this, "Overview", metrics, List.of(queues.ingest(), queues.merge()), functions.all());
        if (config.merge().isPresent()) {
            overview.showFoldersOfOthers(metrics);
        }
        return overview.dashboard();
    }

    private static void requireSources(List<Source> sources, List<String> existing) {
        var names = sources.stream().map(Source::bucket).toList();
        existing.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw Setting.EXISTING_SOURCES.mustBe("source buckets of lamella.yaml, " + names + ",", name);
        });
    }
}
