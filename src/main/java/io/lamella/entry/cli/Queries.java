package io.lamella.entry.cli;

import io.lamella.core.catalog.Engine;
import io.lamella.core.catalog.StandardQuery;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lists the standard queries, or prints some of them.
@Command(
        name = "queries",
        mixinStandardHelpOptions = true,
        description = {
            "Prints ready-made queries for active users, campaigns, funnels and retention.",
            "",
            "They ask tables `events` and `attributions` with the columns of the documentation's example, which",
            "are those of `lamella demo`. Without a name, it lists what there is.",
            "",
            "Athena and Trino take them as they are; `cdk deploy` has saved them in Athena, as lamella-NAME. For",
            "DuckDB, the views of `lamella ddl` are put in front, so that it is all that DuckDB needs.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella queries",
            "  lamella queries retention-users",
            "  lamella queries daily-funnel-users --engine duckdb --config lamella-demo/lamella.yaml \\",
            "      --root lamella-demo | duckdb"
        })
final class Queries implements Callable<Integer> {
    private static final Set<Engine> ENGINES = EnumSet.of(Engine.ATHENA, Engine.TRINO, Engine.DUCKDB);

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which. Default: list them")
    private List<String> names = List.of();

    @Option(
            names = "--engine",
            defaultValue = "athena",
            description = "athena, trino, or duckdb, for which --config has to say where the tables are."
                    + " Default: ${DEFAULT-VALUE}")
    private Engine engine;

    @Mixin
    private LakeOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!ENGINES.contains(engine)) {
            throw mistake("the queries are for athena, trino and duckdb; others want some functions by other names");
        }
        if (options.root().isPresent() && !engine.readsFolders()) {
            throw mistake("--root is for duckdb; the others read the lake in S3");
        }
        var out = spec.commandLine().getOut();
        if (names.isEmpty()) {
            list(out);
        } else {
            print(out);
        }
        out.flush();
        return 0;
    }

    private static void list(PrintWriter out) {
        for (var query : StandardQuery.all()) {
            out.println(query.name());
            out.println("    " + query.description());
        }
    }

    private void print(PrintWriter out) {
        var chosen = names.stream().map(this::query).toList();
        if (engine == Engine.DUCKDB) {
            printViews(out);
        }
        chosen.forEach(query -> out.println(query.sql().strip() + ";"));
    }

    private void printViews(PrintWriter out) {
        var config = options.config();
        var asked = StandardQuery.asked(config.datasets());
        if (asked.isEmpty()) {
            throw mistake("the queries ask tables that are not all in the configuration: " + StandardQuery.needs());
        }
        out.println("-- Dates are those of UTC.");
        out.println("SET timezone = 'UTC';");
        asked.forEach(dataset -> out.print(engine.statements(options.table(config.lake(), dataset, "lamella"))));
    }

    private StandardQuery query(String name) {
        return StandardQuery.all().stream()
                .filter(query -> query.name().equals(name))
                .findFirst()
                .orElseThrow(() -> mistake("there is no query " + name + "; `lamella queries` lists them"));
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
