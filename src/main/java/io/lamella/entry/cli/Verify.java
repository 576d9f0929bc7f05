package io.lamella.entry.cli;

import io.lamella.entry.cli.text.Figures;
import io.lamella.pipeline.Audit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks a table against itself and against the receipts.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks that every row of a table is there, once.",
            "",
            "Decodes every row group, and compares: rows with footers and ledgers, slices with each other,",
            "every earlier snapshot with the later ones, and the receipts with what is in the table or",
            "still waits. Reads all of the table, and changes nothing. May run beside the pipeline.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 all is well, 1 there are problems, 2 it could not be checked.",
            "",
            "Examples:",
            "  lamella verify events --config s3://settings/lamella.yaml",
            "  lamella verify events --config lamella.yaml --root data"
        })
final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "DATASET", description = "A dataset of the configuration.")
    private String dataset;

    @Mixin
    private LakeOptions options;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var opened = options.open(spec.commandLine());
        LakeOptions.dataset(spec.commandLine(), opened.config(), dataset);
        var lake = opened.lake();
        var out = spec.commandLine().getOut();
        List<Audit.PartReport> parts = new Audit(lake)
                .audit(dataset)
                .onItem()
                .invoke(part -> progress(part, out))
                .collect()
                .asList()
                .await()
                .indefinitely();
        // Parts that do not open have been told of; their ledgers cannot be compared.
        boolean compared = parts.stream().allMatch(part -> part.problems().isEmpty());
        var receipts = compared ? ReceiptCheck.run(lake, dataset) : new ReceiptCheck(0, 0, 0, 0, List.of());
        var report = new VerifyReport(dataset, parts, receipts);
        reports.show(report);
        return report.problems().isEmpty() ? 0 : 1;
    }

    private void progress(Audit.PartReport part, PrintWriter out) {
        if (reports.json()) {
            return;
        }
        out.printf(
                "  %-8s %s  %s, %s, %s, %s%s%n",
                part.problems().isEmpty() ? "ok" : "PROBLEM",
                part.location().key(),
                Figures.count(part.rows(), "row"),
                Figures.count(part.rowGroups(), "row group"),
                Figures.count(part.snapshots(), "snapshot"),
                Figures.count(part.slices(), "slice"),
                part.sealed() ? ", sealed" : "");
        out.flush();
    }
}
