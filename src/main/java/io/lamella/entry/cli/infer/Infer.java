package io.lamella.entry.cli.infer;

import io.lamella.entry.cli.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Drafts the configuration of a dataset from files.
@Command(
        name = "infer",
        mixinStandardHelpOptions = true,
        description = {
            "Drafts a dataset from a sample of CSV, TSV, NDJSON or JSON files, compressed or not.",
            "",
            "Prints a lamella.yaml that takes the sample: format and types, each with its evidence, and what",
            "remains to be decided, marked UNSURE. Values are tried with the parsers of the pipeline. Numbers",
            "are exact, and money is never a floating-point number. Numbers with decimal commas stay text, and are",
            "told: Lamella reads numbers with a decimal point.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella infer events-1.csv.gz events-2.csv.gz > lamella.yaml",
            "  lamella infer measurements.txt --no-header --name measurements"
        })
public final class Infer implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The sample: files that are written alike.")
    private List<Path> files = List.of();

    @Option(names = "--name", description = "Of the dataset. Default: from the name of the first file")
    private @Nullable String name;

    @Option(
            names = "--rows",
            defaultValue = "100000",
            description = "How many rows of each file are looked at. Default: ${DEFAULT-VALUE}")
    private long rows;

    @Option(names = "--no-header", description = "The first row of CSV is a row like the others.")
    private boolean noHeader;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (rows < 1) {
            throw new ParameterException(spec.commandLine(), "--rows must be 1 or more but was " + rows);
        }
        for (var file : files) {
            InputFile.require(file);
        }
        var sample = files.stream().map(file -> new SampleFile(file, rows)).toList();
        var out = spec.commandLine().getOut();
        out.print(Draft.of(name == null ? nameOf(files.getFirst()) : name, sample, !noHeader));
        out.flush();
        return 0;
    }

    /// As a dataset may be called: what stands before the first point of the file's name.
    private static String nameOf(Path file) {
        var text = file.getFileName().toString().toLowerCase(Locale.ROOT);
        int point = text.indexOf('.', 1);
        var plain = (point < 0 ? text : text.substring(0, point)).replaceAll("[^a-z0-9_-]+", "-");
        var trimmed = plain.replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
        return trimmed.isEmpty() ? "sample" : trimmed;
    }
}
