package io.lamella.entry.cli;

import io.lamella.core.cost.Prices;
import io.lamella.entry.cli.text.Figures;
import io.lamella.entry.wiring.config.TimeSpan;
import io.lamella.pipeline.Backlog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Has objects ingested that landed before.
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = {
            "Has objects ingested that landed before anybody was told of them.",
            "",
            "Lists what lies there, leaves out what was ingested already (the receipts tell), converts the",
            "beginnings of a few objects to estimate rows, time, requests and money, and shows the plan.",
            "Then it sends a message for each object to the ingest queue, at a bounded rate. With --root it",
            "converts them itself, and ends when all is published.",
            "",
            "It may be killed at any moment and started again: the receipts tell what is left. An object that",
            "was sent and is not converted yet is then sent again, which costs a message and adds no row.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 all was sent (with --root: published), 1 something could not be, 2 it could not begin.",
            "",
            "Examples:",
            "  lamella backfill s3://landing/events/ --dataset events --dry-run",
            "  lamella backfill s3://landing/events/ --dataset events --since 2025-01-01 --rate 50/s \\",
            "      --ingest-queue https://sqs.eu-central-1.amazonaws.com/1/lamella-ingest",
            "  lamella backfill s3://landing --dataset events --root data"
        })
final class Backfill implements Callable<Integer> {
    @Parameters(
            paramLabel = "PLACE",
            description = "s3://bucket/prefix: the objects whose keys begin so. A folder ends in /.")
    private String place;

    @Mixin
    private SelectionOptions selected;

    @Option(names = "--dry-run", description = "Show the plan, and send nothing.")
    private boolean dryRun;

    @Mixin
    private IngestOptions options;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var command = spec.commandLine();
        var opened = options.open(command);
        var location = S3Uri.prefix(command, place);
        S3Uri.requireBucket(command, location.bucket(), opened.lake().root());
        var takes = selected.takes(command, location.bucket());
        var ofSources = selected.ofSources(opened.dataset());
        if (!dryRun) {
            options.requireTarget(command, opened);
        }
        var backlog = opened.backlog();
        var known = backlog.known().await().indefinitely();
        var tally = new BacklogTally();
        var counted = new Backlog.Selection(
                location.bucket(),
                location.key(),
                takes.and(object -> ofSources.test(object) || tally.passOver(object)));
        tally(backlog, counted, known, tally, command);
        var sample = backlog.sample(tally.picked()).await().indefinitely();
        reports.show(new BackfillPlan(
                location,
                opened.dataset(),
                tally,
                sample,
                opened.perSecond(),
                opened.isInFolder() ? Optional.empty() : Optional.of(Prices.standard()),
                opened.config().lake()));
        if (dryRun || (tally.open().objects() == 0 && !opened.isInFolder())) {
            return 0;
        }
        var selection = new Backlog.Selection(location.bucket(), location.key(), takes.and(ofSources));
        return send(backlog, selection, known, tally.open().objects(), opened);
    }

    private static void tally(
            Backlog backlog,
            Backlog.Selection selection,
            Backlog.Known known,
            BacklogTally tally,
            CommandLine command) {
        try (var progress = new ProgressLine(command.getErr())) {
            backlog.look(selection, known)
                    .onItem()
                    .invoke(looked -> {
                        tally.add(looked);
                        progress.show(() -> "looked at " + Figures.count(tally.looked(), "object"));
                    })
                    .onItem()
                    .ignoreAsUni()
                    .await()
                    .indefinitely();
        }
    }

    private int send(
            Backlog backlog,
            Backlog.Selection selection,
            Backlog.Known known,
            long objects,
            IngestOptions.Opened opened)
            throws InterruptedException {
        try (var delivery = options.deliver(spec.commandLine(), opened);
                var progress = new ProgressLine(spec.commandLine().getErr())) {
            long start = System.nanoTime();
            long sent = backlog.send(selection, known, delivery::send, delivery.gate())
                    .onItem()
                    .invoke(done -> progress.show(() -> line(done, objects, System.nanoTime() - start)))
                    .collect()
                    .last()
                    .await()
                    .indefinitely();
            progress.end("%s sent %s to %s"
                    .formatted(ProgressLine.bar(sent, objects), Figures.count(sent, "object"), delivery.target()));
            var problems = delivery.finish(progress);
            if (opened.isInFolder()) {
                progress.end("done: what could be converted is published");
            }
            progress.clear();
            problems.forEach(reports::progress);
            return problems.isEmpty() ? 0 : 1;
        }
    }

    private static String line(long sent, long objects, long nanos) {
        long left = sent == 0 ? 0 : Math.max(0, objects - sent) * (nanos / sent);
        return "%s sent %,d of %s, %s left"
                .formatted(
                        ProgressLine.bar(sent, objects),
                        sent,
                        Figures.count(objects, "object"),
                        TimeSpan.show(Duration.ofSeconds(Duration.ofNanos(left).toSeconds())));
    }
}
