package io.lamella.entry.cli;

import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.entry.load.Batches;
import io.lamella.entry.load.Format;
import io.lamella.entry.load.Load;
import io.lamella.pipeline.StoreException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Loads a table of Parquet files into one file of a format that programs read without decoding.
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Loads Parquet files, of whoever wrote them, into one file or stream:",
            "of Arrow, which programs read without decoding, or of CSV or NDJSON.",
            "",
            "Files that differ in their columns come out under one schema; folders such as date=2026-03-01",
            "are columns too. Files are fetched and decoded side by side, and rows come out in order: files",
            "by name, rows as they lie in their file. Memory is bounded however slow the output is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella load s3://lake/tables/events --list",
            "  lamella load s3://lake/tables/events --columns id,price -o events.arrow",
            "  lamella load s3://lake/tables/events --where \"price > 10 and date = '2026-03-01'\" -o some.arrow",
            "  lamella load lamella-demo/lake/tables/events --format arrow-stream | python3 report.py"
        })
final class LoadCommand implements Callable<Integer> {
    private static final Pattern EXTENSION = Pattern.compile("\\.([a-z0-9]+)$");

    @Parameters(
            paramLabel = "FROM",
            description = "A Parquet file or a folder of such; or s3://bucket/folder, s3://bucket/key.")
    private String from;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "-",
            description =
                    "Where to write; - is the standard output, and the default. A terminal takes csv and ndjson alone.")
    private String output;

    @Option(
            names = "--format",
            description = {
                "arrow, for a file; arrow-stream, for a pipe; csv; ndjson. Default: by the name of FILE, which ends",
                "with .csv, .ndjson, .jsonl, .arrows (arrow-stream), or .arrow, .feather, .ipc or no extension (arrow)."
            })
    private @Nullable String format;

    @Option(names = "--columns", split = ",", paramLabel = "NAME", description = "Load these alone, in this order.")
    private @Nullable List<String> columns;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description =
                    "Load these rows alone, such as: price > 10 and country in ('KR', 'JP'). Files and row groups without"
                            + " such rows are not read.")
    private @Nullable String where;

    @Option(names = "--list", description = "Tell how many files there are, and how big, without reading them.")
    private boolean list;

    @Option(
            names = "--root",
            description = "s3://…: the folder that holds a folder for each bucket. Without it: the buckets in S3.")
    private @Nullable Path root;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    private final BooleanSupplier terminal;

    LoadCommand() {
        this(Terminal::isThere);
    }

    /// @param terminal whether the standard output is one
    LoadCommand(BooleanSupplier terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        var wanted = format();
        if (!list && output.equals("-") && !wanted.isText() && terminal.getAsBoolean()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--format " + name(wanted)
                            + " is not for people to read: name a file with -o FILE, or pipe it into a"
                            + " program; --format csv can be read");
        }
        var source = LoadSource.of(spec.commandLine(), from, Optional.ofNullable(root));
        try {
            return load(source, wanted, start);
        } catch (StoreException e) {
            throw new StoreException(e.reason(), source.named(e.getMessage()), e);
        } catch (ParquetFormatException e) {
            throw new ParquetFormatException(source.named(e.getMessage()), e);
        }
    }

    private int load(LoadSource source, Format wanted, long start) throws IOException {
        var found = Load.from(source.store(), source.bucket(), source.path());
        if (list) {
            reports.show(new LoadListing(found.files(), found.bytes()));
            return 0;
        }
        if (!output.equals("-")) {
            OutputFile.requireOther(source.local(found.locations()), Path.of(output));
        }
        var load = checked(source, () -> selected(found));
        reports.progress(new LoadListing(found.files(), found.bytes()).line());
        if (output.equals("-")) {
            write(load, checked(source, load::open), wanted, standardOutput(), start);
        } else {
            try (var file = OutputFile.create(Path.of(output))) {
                write(load, checked(source, load::open), wanted, file.channel(), start);
                file.publish();
            }
        }
        return 0;
    }

    /// Straight from where batches lie: `System.out` would copy them through buffers of its own, and be silent about a pipe that broke.
    private static WritableByteChannel standardOutput() {
        return new FileOutputStream(FileDescriptor.out).getChannel();
    }

    private Load selected(Load all) {
        var some = Optional.ofNullable(columns).map(all::columns).orElse(all);
        return Optional.ofNullable(where).map(some::where).orElse(some);
    }

    private Format format() {
        return format == null ? formatOf(output) : named(format);
    }

    private Format formatOf(String file) {
        var name = EXTENSION.matcher(file.toLowerCase(Locale.ROOT));
        return switch (name.find() ? name.group(1) : "") {
            case "csv" -> Format.CSV;
            case "ndjson", "jsonl" -> Format.NDJSON;
            case "arrows" -> Format.ARROW_STREAM;
            case "arrow", "feather", "ipc", "" -> Format.ARROW;
            default ->
                throw new ParameterException(
                        spec.commandLine(),
                        "-o " + file + ": load writes no ." + name.group(1) + "; say with --format what to write under"
                                + " that name (" + formats() + "), or end it with .arrow, .arrows, .csv or .ndjson");
        };
    }

    private Format named(String format) {
        return Stream.of(Format.values())
                .filter(one -> name(one).equals(format))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--format " + format + " must be one of " + formats()));
    }

    private static String formats() {
        return Stream.of(Format.values()).map(LoadCommand::name).collect(Collectors.joining(", "));
    }

    private static String name(Format format) {
        return format.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void write(Load load, Batches opened, Format wanted, WritableByteChannel out, long start)
            throws IOException {
        var counted = new CountingChannel(out);
        try (var batches = opened;
                var line = new ProgressLine(spec.commandLine().getErr())) {
            batches.writeTo(
                    wanted,
                    counted,
                    rows -> line.show(() -> "%s  %,d rows  %s"
                            .formatted(
                                    ProgressLine.bar(batches.scanned(), batches.rowsToScan()),
                                    rows,
                                    LoadReport.size(counted.bytes()))));
            line.clear();
            report(new LoadReport(
                    load.files(),
                    batches.files(),
                    load.bytes(),
                    batches.rows(),
                    counted.bytes(),
                    (System.nanoTime() - start) / 1e9));
        }
    }

    /// What the command line asks for, where what is wrong with it shows in the files only.
    private <T> T checked(LoadSource source, Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), source.named(e.getMessage()), e);
        }
    }

    /// Beside the table, if that goes to the standard output.
    private void report(LoadReport report) {
        if (output.equals("-")) {
            reports.progress(report.line());
        } else {
            reports.show(report);
        }
    }
}
