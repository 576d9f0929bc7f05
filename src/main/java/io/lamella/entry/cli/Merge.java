package io.lamella.entry.cli;

import io.lamella.core.parquet.SortColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

/// Merges Parquet files: local ones into one, or folder by folder, in a bucket, those that others wrote.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Merges small Parquet files into big ones.",
            "",
            "IN as files and folders of this machine, with --output: makes one file of all. They must",
            "have the same columns, and stay where they are. Columns that stand in the names of folders",
            "alone, as in date=2026-03-01, are left out; `lamella load` keeps them.",
            "",
            "IN as s3://bucket or s3://bucket/folder: walks through all folders below, and puts big files",
            "in the place of the small ones that others wrote, folder by folder. Readers may see rows twice",
            "for the moment between. Each new file is checked before anything is deleted; if the command",
            "is killed, the next one goes on where it ended. See --dry-run.",
            "",
            "Small row groups are joined to full ones of 64 MiB; full ones are copied as they are, without",
            "being read, in a bucket inside the store. Memory does not grow with the input.",
            ""
        },
        footer = {
            "",
            "Exit code of s3://…: 0 all is well, 1 a folder failed, 2 it could not begin.",
            "",
            "Examples:",
            "  lamella merge exports/2026-03-01 --output 2026-03-01.parquet",
            "  lamella merge s3://exports/orders --dry-run",
            "  lamella merge s3://exports --root data --ttl 10m --reconcile column-order,missing-columns"
        })
final class Merge implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "IN",
            description = "Parquet files, or folders that have some below; or s3://bucket, s3://bucket/folder.")
    private List<String> in;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description =
                    "The Parquet file to write of local files; replaced if it is there. It must be none of those.")
    private @Nullable Path out;

    @Option(
            names = "--sort-by",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Sort the rows of each row group that is joined: `customer,at desc nulls first`. Full row groups are"
                            + " copied as they are. s3://…: files whose rows cannot be sorted like that are left alone.")
    private @Nullable List<String> sortBy;

    @Mixin
    private FolderMergeOptions folders;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (in.stream().anyMatch(FolderMergeOptions::isSource)) {
            return mergeFolders();
        }
        folders.checkUnused(spec.commandLine());
        if (out == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output is missing; to merge files where they are, name their folder as s3://bucket/folder, with the"
                            + " --root that the bucket's folder lies in, if it is one of this machine");
        }
        var files = files();
        OutputFile.requireOther(files, out);
        var merge = FileMerge.of(files, order(), out);
        merge.leftOut()
                .forEach(column -> reports.progress("column " + column
                        + " stands in the names of the folders alone, and is left out; `lamella load` keeps it"));
        reports.show(merge.run(reports::progress));
        return 0;
    }

    private List<SortColumn> order() {
        try {
            return SortWords.parse(sortBy);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int mergeFolders() {
        if (out != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output is for files of this machine; what is merged of " + in
                            + " takes the place of the files that it is made of");
        }
        var report = folders.run(spec.commandLine(), in, order(), reports::progress);
        reports.show(report);
        return report.failed() ? 1 : 0;
    }

    /// All files, each once: those of a folder in the order of their paths.
    private List<Path> files() throws IOException {
        var files = new LinkedHashMap<Path, Path>();
        for (var name : in) {
            var path = Path.of(name);
            if (Files.isDirectory(path)) {
                for (var file : below(path)) {
                    files.putIfAbsent(file.toRealPath(), file);
                }
            } else {
                files.putIfAbsent(path.toRealPath(), path);
            }
        }
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "there is no file that ends with .parquet below " + in);
        }
        return List.copyOf(files.values());
    }

    private static List<Path> below(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Merge::isParquet).sorted().toList();
        }
    }

    private static boolean isParquet(Path path) {
        return path.getFileName().toString().endsWith(".parquet") && Files.isRegularFile(path);
    }
}
