package io.lamella.entry.cli;

import io.lamella.pipeline.Audit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

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
        var problems = new ArrayList<String>();
        parts.forEach(part -> part.problems().forEach(problem -> problems.add(part.location() + ": " + problem)));
        // Parts that do not open have been told of; their ledgers cannot be compared.
        var receipts = problems.isEmpty() ? ReceiptCheck.run(lake, dataset) : new ReceiptCheck(0, 0, 0, 0, List.of());
        problems.addAll(receipts.problems());
        if (json) {
            printJson(parts, receipts, problems, out);
        } else {
            print(parts, receipts, problems, out);
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private void progress(Audit.PartReport part, PrintWriter out) {
        if (json) {
            return;
        }
        out.printf(
                "  %-8s %s  %,d rows, %d row groups, %d snapshots, %d slices%s%n",
                part.problems().isEmpty() ? "ok" : "PROBLEM",
                part.location().key(),
                part.rows(),
                part.rowGroups(),
                part.snapshots(),
                part.slices(),
                part.sealed() ? ", sealed" : "");
        out.flush();
    }

    private void print(List<Audit.PartReport> parts, ReceiptCheck receipts, List<String> problems, PrintWriter out) {
        if (parts.isEmpty()) {
            out.println("  the table has no parts yet");
        }
        out.println();
        out.printf("  parts               %,12d%n", parts.size());
        out.printf("  bytes               %,12d%n", bytes(parts));
        out.printf("  rows in the table   %,12d   (all decoded)%n", rows(parts));
        if (receipts.receipts() > 0) {
            out.printf("  rows still waiting  %,12d   (staged)%n", receipts.waiting());
            out.printf("  rows in quarantine  %,12d%n", receipts.rejected());
            out.printf(
                    "  receipts            %,12d   (they name %,d rows)%n",
                    receipts.receipts(), receipts.published() + receipts.waiting());
        }
        out.println();
        if (problems.isEmpty()) {
            out.println("  No problem found.");
        } else {
            out.printf("  %d problems:%n", problems.size());
            problems.forEach(problem -> out.println("  - " + problem));
        }
        out.flush();
    }

    private static long rows(List<Audit.PartReport> parts) {
        return parts.stream().mapToLong(Audit.PartReport::rows).sum();
    }

    private static long bytes(List<Audit.PartReport> parts) {
        return parts.stream().mapToLong(Audit.PartReport::bytes).sum();
    }

    private void printJson(
            List<Audit.PartReport> parts, ReceiptCheck receipts, List<String> problems, PrintWriter out) {
        var object = JsonText.object()
                .put("dataset", dataset)
                .put("ok", problems.isEmpty())
                .put("rows", rows(parts))
                .put("bytes", bytes(parts))
                .put("receipts", receipts.receipts())
                .put("waitingRows", receipts.waiting())
                .put("rejectedRows", receipts.rejected());
        var list = object.putArray("parts");
        for (var part : parts) {
            var one = list.addObject()
                    .put("part", part.location().toString())
                    .put("rows", part.rows())
                    .put("bytes", part.bytes())
                    .put("deadBytes", part.deadBytes())
                    .put("rowGroups", part.rowGroups())
                    .put("snapshots", part.snapshots())
                    .put("slices", part.slices())
                    .put("sealed", part.sealed());
            part.problems().forEach(one.withArray("problems")::add);
        }
        problems.forEach(object.withArray("problems")::add);
        JsonText.print(object, out);
    }
}
