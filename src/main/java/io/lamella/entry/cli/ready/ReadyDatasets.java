package io.lamella.entry.cli.ready;

import io.lamella.core.table.Lake;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints datasets whose columns are known already.
@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        description = {
            "Prints ready-made datasets for logs of AWS.",
            "",
            "A lamella.yaml with comments, for one of them or several, or to take parts of into yours.",
            "Without a name, it lists what there is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella dataset",
            "  lamella dataset alb --bucket my-logs > lamella.yaml",
            "  lamella dataset alb vpc-flow --bucket my-logs --lake my-lake"
        })
public final class ReadyDatasets implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which. Without one, all are listed.")
    private List<String> names = List.of();

    @Option(
            names = "--bucket",
            defaultValue = "my-logs",
            description = "Where the logs land. Default: ${DEFAULT-VALUE}")
    private String bucket;

    @Option(
            names = "--lake",
            defaultValue = "my-lake",
            description = "The bucket of the lake. Default: ${DEFAULT-VALUE}")
    private String lake;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        check("--bucket", bucket);
        check("--lake", lake);
        var out = spec.commandLine().getOut();
        if (names.isEmpty()) {
            list(out);
        } else {
            print(names.stream().map(this::named).distinct().toList(), out);
        }
        out.flush();
        return 0;
    }

    /// A name alone, so that it cannot be taken for anything else in the text.
    private void check(String option, String name) {
        if (!Lake.isBucketName(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " must be the name of a bucket, without `s3://` and folders, but is `" + name + "`");
        }
        if (bucket.equals(lake)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--bucket and --lake must differ, or the lake could take its own files for logs");
        }
    }

    private ReadyDataset named(String name) {
        return Stream.of(ReadyDataset.values())
                .filter(dataset -> dataset.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no ready-made dataset `" + name + "`, but there are "
                                + Stream.of(ReadyDataset.values())
                                        .map(ReadyDataset::toString)
                                        .collect(Collectors.joining(", "))));
    }

    private static void list(PrintWriter out) {
        for (var dataset : ReadyDataset.values()) {
            out.println("  %-12s%s".formatted(dataset, dataset.description()));
        }
    }

    private void print(List<ReadyDataset> chosen, PrintWriter out) {
        out.println("lake:");
        out.println("  bucket: " + lake);
        out.println("datasets:");
        chosen.forEach(dataset -> out.print("\n" + dataset.yaml(bucket)));
    }
}
