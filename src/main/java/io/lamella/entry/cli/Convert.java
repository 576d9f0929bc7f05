package io.lamella.entry.cli;

import static java.util.stream.Collectors.joining;

import io.lamella.core.parquet.Compatibility;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.config.Commas;
import io.lamella.entry.wiring.config.Config;
import io.lamella.entry.wiring.config.ConfigException;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.entry.wiring.config.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Converts one file, without a lake.
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {
            "Converts one file into one Parquet file, with the decoder and the encoder of the pipeline.",
            "",
            "To try a schema on real data before it goes live, or to convert by hand. Compressed files",
            "(gzip, zstd, bzip2) are told by their content. Rows that do not fit go to OUT.rejected.ndjson,",
            "each with its reason, line and raw text. All columns go into the file, those too that would",
            "only name a partition. Memory does not grow with the input.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 rows were taken, or there were none, 1 every row was rejected, 2 it could not be converted.",
            "",
            "Examples:",
            "  lamella convert events.csv.gz events.parquet --config lamella.yaml --dataset events",
            "  lamella convert in.csv out.parquet --columns \"id:int64,name:string,price:decimal(18,4)\"",
            "  lamella convert in.ndjson.gz out.parquet --columns \"id:int64 required\""
        })
final class Convert implements Callable<Integer> {
    /// Where the configuration that is made of `--columns` has what the command line says.
    private static final String FILE = "datasets.file.";

    private static final Pattern EXTENSION = Pattern.compile("\\.(tsv|ndjson|jsonl|json)(?:\\.(?:gz|zst|bz2))?$");

    @Parameters(index = "0", paramLabel = "IN", description = "The file to convert, or a pipe such as /dev/stdin.")
    private Path in;

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "The Parquet file to write; replaced if it is there. Or a pipe such as >(command).")
    private Path out;

    @Option(names = "--config", description = "The configuration that has the dataset. Default: lamella.yaml")
    private @Nullable Path config;

    @Option(names = "--dataset", description = "The dataset that says format and columns.")
    private @Nullable String dataset;

    @Option(
            names = "--columns",
            description = "In place of a dataset: name:type, and so on, with types as in lamella.yaml.")
    private @Nullable String columns;

    @Option(
            names = "--format",
            description = {
                "With --columns: csv, tsv, ndjson or json. Default: by the name of IN, which may end",
                "with .tsv, .ndjson, .jsonl or .json, and .gz, .zst or .bz2 behind it; else csv."
            })
    private @Nullable String format;

    @Option(
            names = "--strict",
            description = "Plain values and dictionaries only, for old readers, as `compatibility: strict` says it.")
    private boolean strict;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var chosen = chosen();
        InputFile.requireReadable(in);
        OutputFile.requireOther(List.of(in), out, FileConversion.rejectedOf(in, out));
        var report = new FileConversion(chosen, writer(chosen), in, out).run(reports::progress);
        reports.show(report);
        return report.isNothingTaken() ? 1 : 0;
    }

    private WriterSettings writer(Dataset chosen) {
        return strict ? chosen.writer().with(Compatibility.STRICT) : chosen.writer();
    }

    private Dataset chosen() {
        if (columns != null) {
            if (dataset != null || config != null) {
                throw new ParameterException(
                        spec.commandLine(), "give --columns, or --config and --dataset, but not both");
            }
            return ofColumns(columns).datasets().getFirst();
        }
        if (dataset == null) {
            throw new ParameterException(
                    spec.commandLine(), "give --dataset with --config, or --columns \"name:type,name:type\"");
        }
        var loaded = ConfigLoader.load(config == null ? Path.of("lamella.yaml") : config);
        return LakeOptions.dataset(spec.commandLine(), loaded, dataset);
    }

    private static String formatOf(Path file) {
        var name = EXTENSION.matcher(file.toString().toLowerCase(Locale.ROOT));
        return name.find() ? name.group(1) : "csv";
    }

    /// A configuration of nothing but these columns, so that types mean what they mean there.
    private Config ofColumns(String text) {
        var yaml = new StringBuilder(
                        "lake: {bucket: none}\ndatasets:\n  file:\n    source: s3://none-landing/**\n    format: ")
                .append(format == null ? formatOf(in) : format.toLowerCase(Locale.ROOT))
                .append("\n    columns:\n");
        for (var column : Commas.split(text)) {
            int open = column.indexOf('<');
            int colon = column.lastIndexOf(':', open < 0 ? column.length() : open);
            if (colon <= 0) {
                throw new ParameterException(
                        spec.commandLine(), "--columns must be name:type,name:type but has `" + column.strip() + "`");
            }
            yaml.append("      \"")
                    .append(column.substring(0, colon)
                            .strip()
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\""))
                    .append("\": '")
                    .append(column.substring(colon + 1).strip().replace("'", "''"))
                    .append("'\n");
        }
        try {
            return ConfigLoader.parse("--columns", yaml.toString());
        } catch (ConfigException e) {
            throw new ParameterException(
                    spec.commandLine(), e.problems().stream().map(Convert::said).collect(joining("\n")), e);
        }
    }

    /// Without its place in a text that nobody wrote.
    private static String said(Problem problem) {
        return problem.path().equals(FILE + "format")
                ? "--format: " + problem.message()
                : "--columns: "
                        + problem.path().replace(FILE + "columns.", "").replace(FILE + "columns", "columns")
                        + ": "
                        + problem.message();
    }
}
