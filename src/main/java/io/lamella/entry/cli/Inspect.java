package io.lamella.entry.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what is in a Parquet file.
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how a Parquet file is built, told from its footer.",
            "",
            "Any Parquet file will do: rows, row groups, columns with their types, encodings, sizes and",
            "bounds. Of a part of a Lamella table it also shows the ledger (which source objects its rows",
            "came from), whether it is sealed, and with --snapshots every earlier state it still holds.",
            "With --html it draws all that to scale, down to pages, and explains it: one file for a browser,",
            "which needs no network.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella inspect lake/tables/events/date=2026-01-01/part-000000.parquet",
            "  lamella inspect --snapshots s3://lake/tables/events/part-000000.parquet",
            "  lamella inspect --json foreign.parquet | jq .rows",
            "  lamella inspect part-000000.parquet --html part.html"
        })
final class Inspect implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A Parquet file, or s3://bucket/key.")
    private String file;

    @Mixin
    private ReportOptions reports;

    @Option(names = "--snapshots", description = "Show every earlier state that the part still holds.")
    private boolean snapshots;

    @Option(
            names = "--html",
            paramLabel = "OUT",
            description = "Draw the file in an HTML page; replaced if it is there.")
    private @Nullable Path html;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var opened = ParquetFile.open(bytes());
        if (html != null) {
            new PageFile(opened).write(html);
            reports.progress("wrote " + html);
        }
        if (html == null || reports.json()) {
            reports.show(new InspectReport(opened, snapshots));
        }
        return 0;
    }

    private FileBytes bytes() throws IOException {
        var location = S3Uri.parse(spec.commandLine(), file);
        if (location.isEmpty()) {
            InputFile.require(Path.of(file));
            return FileBytes.local(Path.of(file));
        }
        var store = LakeOptions.s3();
        return FileBytes.object(store, store.head(location.get()).await().indefinitely());
    }
}
