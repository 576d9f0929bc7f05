package io.lamella.entry.cli;

import io.lamella.core.table.SourcePattern;
import io.lamella.entry.wiring.AttemptIds;
import io.lamella.entry.wiring.SqsQueues;
import io.lamella.pipeline.Datasets;
import io.lamella.pipeline.DeadLetter;
import io.lamella.pipeline.DeadLetters;
import io.lamella.pipeline.MergeRequests;
import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Moves dead-lettered messages back.
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
            "Moves dead-lettered messages back to their queues, and says why they were there.",
            "",
            "For each message: the object that it speaks of, and the reason of its receipt, or that there is",
            "none. A message that would be given up again stays: its object was refused and the configuration",
            "is the same since, its dataset is not configured, or it cannot be understood. Killed and started",
            "again, it may send a message twice, which adds no row.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 nothing stays, 1 something stays that was to be moved, 2 it could not begin.",
            "",
            "Examples:",
            "  lamella redrive --config s3://settings/lamella.yaml --dry-run \\",
            "      --ingest-queue https://sqs.eu-central-1.amazonaws.com/1/lamella-ingest",
            "  lamella redrive --match 'events/2026-*.csv' --ingest-queue https://…"
        })
final class Redrive implements Callable<Integer> {
    private static final String MERGE_QUEUE = "LAMELLA_MERGE_QUEUE_URL";

    /// Patterns are held to keys; the bucket is not asked for.
    private static final String ANY_BUCKET = "any-bucket";

    @Mixin
    private LakeOptions options;

    @Option(
            names = "--ingest-queue",
            description = "The URL of the ingest queue. Default: " + DeliveryOptions.INGEST_QUEUE)
    private @Nullable String ingestQueue;

    @Option(names = "--merge-queue", description = "The URL of the merge queue. Default: " + MERGE_QUEUE)
    private @Nullable String mergeQueue;

    @Option(
            names = "--ingest-dead-letters",
            paramLabel = "URL",
            description = "The dead-letter queue of the ingest queue. Default: the one in its RedrivePolicy")
    private @Nullable String ingestDeadLetters;

    @Option(
            names = "--merge-dead-letters",
            paramLabel = "URL",
            description = "The dead-letter queue of the merge queue. Default: the one in its RedrivePolicy")
    private @Nullable String mergeDeadLetters;

    @Option(
            names = "--match",
            paramLabel = "GLOB",
            description = "Only messages about an object whose whole key matches. Those of the merge queue stay then.")
    private @Nullable String match;

    @Option(names = "--dry-run", description = "Only tell; move nothing.")
    private boolean dryRun;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    /// The queue that messages go back to, and the one that they are in.
    private record Pair(String name, String url, @Nullable String deadLetters) {}

    @Override
    public Integer call() {
        var command = spec.commandLine();
        var opened = options.open(command);
        if (opened.root() != null) {
            throw new ParameterException(
                    command,
                    "a lake in a folder has no queues that outlive a process; lamella backfill --root sends again what"
                            + " was not converted");
        }
        var selected = selected();
        var letters = new DeadLetters(
                opened.lake(),
                new Datasets(opened.config().datasets()),
                new MergeRequests(opened.config().lake().interval()),
                new AttemptIds()::next);
        var ingest = url(ingestQueue, DeliveryOptions.INGEST_QUEUE);
        var merge = match == null ? url(mergeQueue, MERGE_QUEUE) : null;
        if (ingest == null && merge == null) {
            throw new ParameterException(
                    command,
                    "give the URL of the queue that messages go back to, by --ingest-queue or --merge-queue, or "
                            + DeliveryOptions.INGEST_QUEUE + " or " + MERGE_QUEUE);
        }
        var report = new RedriveReport(dryRun);
        try (var queues = new SqsQueues()) {
            if (ingest != null) {
                move(queues, new Pair("ingest", ingest, ingestDeadLetters), letters::ofIngest, selected, report);
            }
            if (merge != null) {
                move(queues, new Pair("merge", merge, mergeDeadLetters), letters::ofMerge, selected, report);
            }
        }
        reports.show(report);
        return report.stayed() == 0 ? 0 : 1;
    }

    private Predicate<DeadLetter> selected() {
        if (match == null) {
            return letter -> true;
        }
        try {
            var pattern = new SourcePattern(ANY_BUCKET, match);
            return letter -> letter.objects().stream().anyMatch(object -> pattern.matches(ANY_BUCKET, object.key()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--match: " + e.getMessage(), e);
        }
    }

    private static @Nullable String url(@Nullable String option, String variable) {
        var url = option == null ? System.getenv(variable) : option;
        return url == null || url.isBlank() ? null : url;
    }

    private void move(
            SqsQueues queues,
            Pair pair,
            BiFunction<Received, OptionalInt, Uni<DeadLetter>> why,
            Predicate<DeadLetter> selected,
            RedriveReport report) {
        var queue = queues.open(pair.url());
        var policy = queues.deadLetters(pair.url());
        var deadLetters = pair.deadLetters();
        if (deadLetters == null) {
            deadLetters = policy.orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "the " + pair.name() + " queue " + pair.url()
                                    + " has no RedrivePolicy; give its dead-letter queue by --" + pair.name()
                                    + "-dead-letters"))
                    .url();
        }
        var deliveries =
                policy.map(found -> OptionalInt.of(found.maxReceiveCount())).orElse(OptionalInt.empty());
        new io.lamella.pipeline.Redrive(
                        queues.open(deadLetters), queue, message -> why.apply(message, deliveries), selected, dryRun)
                .run()
                .onItem()
                .invoke(moved -> report.add(pair.name(), moved))
                .onItem()
                .ignoreAsUni()
                .await()
                .indefinitely();
    }
}
