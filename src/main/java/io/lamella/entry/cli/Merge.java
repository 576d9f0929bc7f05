package io.lamella.entry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Merges local files, without a lake.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Merges Parquet files of the same columns into one, as the compactor does it.",
            "",
            "Small row groups are joined to full ones of 64 MiB; full ones are copied as",
            "they are, without being read. The files that were merged stay where they",
            "are. Memory does not grow with the input.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella merge exports/2026-03-01 --output 2026-03-01.parquet",
            "  lamella merge a.parquet b.parquet --output both.parquet"
        })
final class Merge implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "IN", description = "Parquet files, or folders that have some below.")
    private List<Path> in;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "The Parquet file to write; replaced if it is there.")
    private Path out;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        reports.show(FileMerge.of(files(), out).run(reports::progress));
        return 0;
    }

    /// All files, each once: those of a folder in the order of their paths, without the one that is to be written.
    private List<Path> files() throws IOException {
        var files = new LinkedHashMap<Path, Path>();
        for (var path : in) {
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

    private List<Path> below(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (var all = Files.walk(folder)) {
            for (var path : all.filter(Merge::isParquet).sorted().toList()) {
                if (!Files.exists(out) || !Files.isSameFile(path, out)) {
                    files.add(path);
                }
            }
        }
        return files;
    }

    private static boolean isParquet(Path path) {
        return path.getFileName().toString().endsWith(".parquet") && Files.isRegularFile(path);
    }
}
