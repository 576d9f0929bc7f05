package io.lamella.entry.cli;

import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Has quarantined rows ingested again.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Has quarantined rows ingested again, after the schema was corrected: each once.",
            "",
            "The rows of each quarantine file become an object of their own below replays/ of the lake, behind",
            "the header that they had. That object is ingested like any other, once, however often it is sent.",
            "Rows that are rejected again are in quarantine again, as rows of that object, and can be replayed",
            "after another correction. Quarantine files stay where they are.",
            "",
            "Left where they are: files whose configuration has not changed, rows of which only the beginning",
            "was kept (more than 64 KiB), and rows that leave a quote open. Killed and started again, it goes on.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 all was sent that can be (with --root: published), 1 something could not be, 2 it could",
            "not begin.",
            "",
            "Examples:",
            "  lamella replay --dataset events --dry-run",
            "  lamella replay --dataset events --ingest-queue https://sqs.eu-central-1.amazonaws.com/1/lamella-ingest",
            "  lamella replay --dataset events --root data"
        })
final class Replay implements Callable<Integer> {
    @Option(names = "--dry-run", description = "Tell what would be replayed, and write and send nothing.")
    private boolean dryRun;

    @Option(
            names = "--even-unchanged",
            description =
                    "Replay rows, too, that were rejected under the very configuration that is in force: after a fault"
                            + " of Lamella's was mended.")
    private boolean evenUnchanged;

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
        var replay = opened.replay(evenUnchanged);
        var report = new ReplayReport(dryRun);
        if (dryRun) {
            replay.files(true)
                    .onItem()
                    .invoke(report::add)
                    .onItem()
                    .ignoreAsUni()
                    .await()
                    .indefinitely();
            reports.show(report);
            return report.blocked() == 0 ? 0 : 1;
        }
        return send(replay, report, opened);
    }

    private int send(io.lamella.pipeline.Replay replay, ReplayReport report, IngestOptions.Opened opened)
            throws InterruptedException {
        try (var delivery = options.deliver(spec.commandLine(), opened);
                var progress = new ProgressLine(spec.commandLine().getErr())) {
            replay.files(false)
                    .onItem()
                    .call(file -> file.task()
                            .map(task -> send(task, delivery))
                            .orElseGet(() -> Uni.createFrom().voidItem()))
                    .onItem()
                    .invoke(report::add)
                    .onItem()
                    .ignoreAsUni()
                    .await()
                    .indefinitely();
            var problems = delivery.finish(progress);
            progress.clear();
            reports.show(report);
            problems.forEach(reports::progress);
            return problems.isEmpty() && report.blocked() == 0 ? 0 : 1;
        }
    }

    private static Uni<Void> send(SliceTask task, Delivery delivery) {
        return delivery.gate().pass(1).chain(() -> delivery.send(Messages.write(task)));
    }
}
