package io.lamella.entry.cli;

import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.SchemaCheck;
import io.lamella.pipeline.StoreException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Holds a configuration against the tables that are there, before it is put to work.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a configuration before it is put to work, or deployed.",
            "",
            "First the file itself, then its columns and partitions: whether rows of them can stand in each table",
            "beside those of every part that is there. `lamella run` and the functions look at the newest part only;",
            "a column that went away and comes back with another type is noticed here. Reads all footers, and changes",
            "nothing.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 it may be put to work, 1 it cannot be reconciled with a table, 2 there are mistakes in it, or",
            "it could not be checked.",
            "",
            "Examples:",
            "  lamella check --config lamella.yaml",
            "  lamella check events --config lamella.yaml --root data"
        })
final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "DATASET", arity = "0..*", description = "Datasets of the configuration. Default: all")
    private List<String> names = List.of();

    @Mixin
    private LakeOptions options;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var config = options.read(spec.commandLine());
        var chosen = names.isEmpty()
                ? config.datasets()
                : names.stream()
                        .map(name -> LakeOptions.dataset(spec.commandLine(), config, name))
                        .toList();
        var report = new CheckReport(tables(config, chosen), SourceHints.of(chosen));
        reports.show(report);
        return report.isGood() ? 0 : 1;
    }

    private List<CheckReport.Table> tables(Config config, List<Dataset> chosen) {
        try {
            var check = new SchemaCheck(options.open(config).lake());
            return chosen.stream()
                    .map(dataset -> new CheckReport.Table(
                            dataset,
                            options.tableOf(config.lake(), dataset),
                            check.generations(dataset).await().indefinitely()))
                    .toList();
        } catch (StoreException e) {
            throw new StoreException(
                    e.reason(), options.place() + " is well; its tables could not be looked at: " + e.getMessage(), e);
        }
    }
}
