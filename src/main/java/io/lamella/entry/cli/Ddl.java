package io.lamella.entry.cli;

import io.lamella.core.catalog.Engine;
import io.lamella.core.catalog.Projection;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints the statements that make tables known to an engine.
@Command(
        name = "ddl",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the statements that make the tables known to a query engine.",
            "",
            "With the types that the engine reads from these files. Nothing is asked of the lake or of the",
            "engine. `cdk deploy` has declared the tables to Athena already.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella ddl --engine athena",
            "  lamella ddl --engine athena --projection-start 2015-01-01",
            "  lamella ddl events --engine trino --database analytics",
            "  lamella ddl --engine duckdb --config lamella-demo/lamella.yaml --root lamella-demo"
        })
final class Ddl implements Callable<Integer> {
    @Parameters(paramLabel = "DATASET", arity = "0..*", description = "Datasets of the configuration. Default: all")
    private List<String> datasets = List.of();

    @Option(
            names = "--engine",
            required = true,
            description = "athena (for Glue, with partition projection), trino, spark, duckdb or clickhouse.")
    private Engine engine;

    @Option(
            names = "--database",
            defaultValue = "lamella",
            description = "Where Athena, Trino and Spark keep the tables. Default: ${DEFAULT-VALUE}")
    private String database;

    @Option(
            names = "--projection-start",
            paramLabel = "DATE",
            description = "The first day that Athena looks for; it finds no older rows. Default: 2020-01-01")
    private @Nullable String projectionStart;

    @Mixin
    private LakeOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (options.root().isPresent() && !engine.readsFolders()) {
            throw new ParameterException(
                    spec.commandLine(), "--root is for spark and duckdb; the others read the lake in S3");
        }
        var projection = projection();
        var config = options.config();
        var chosen = datasets.isEmpty()
                ? config.datasets()
                : datasets.stream()
                        .map(name -> LakeOptions.dataset(spec.commandLine(), config, name))
                        .toList();
        var out = spec.commandLine().getOut();
        chosen.stream()
                .map(dataset -> engine.statements(options.table(config.lake(), dataset, database), projection))
                .forEach(out::println);
        out.flush();
        return 0;
    }

    private Projection projection() {
        if (projectionStart == null) {
            return Projection.DEFAULT;
        }
        if (!engine.projects()) {
            throw new ParameterException(
                    spec.commandLine(), "--projection-start is for athena; the others find the rows of all days");
        }
        try {
            return new Projection(LocalDate.parse(projectionStart));
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--projection-start must be a day such as 2015-01-31 but was `" + projectionStart + "`",
                    e);
        }
    }
}
