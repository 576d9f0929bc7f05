package io.lamella.entry.cli;

import io.lamella.adapter.local.LocalStore;
import io.lamella.core.parquet.Reconciliation;
import io.lamella.core.parquet.SortColumn;
import io.lamella.core.plan.MergePolicy;
import io.lamella.core.plan.MergeSchedule;
import io.lamella.core.table.Lake;
import io.lamella.entry.wiring.ConfigFile;
import io.lamella.entry.wiring.config.ByteSize;
import io.lamella.entry.wiring.config.Config;
import io.lamella.entry.wiring.config.TimeSpan;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.foreign.ForeignMerge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which folders that others write to are merged, and how.
final class FolderMergeOptions {
    private static final String CONFIG = "lamella.yaml";

    @Option(
            names = "--root",
            description = "s3://…: the folder that holds a folder for each bucket. Without it: the buckets in S3.")
    private @Nullable Path root;

    @Option(
            names = "--config",
            defaultValue = "${env:LAMELLA_CONFIG}",
            description =
                    "s3://…: the configuration, whose lake is left alone, and whose `merge:` says what the options below"
                            + " do not. Default: LAMELLA_CONFIG, or lamella.yaml if it is there.")
    private @Nullable String config;

    @Option(names = "--ttl", paramLabel = "TIME", description = "s3://…: files must be older than this. Default: 1h")
    private @Nullable String ttl;

    @Option(
            names = "--target-size",
            paramLabel = "SIZE",
            description = "s3://…: what a merged file has at most. Default: 512MiB")
    private @Nullable String targetSize;

    @Option(
            names = "--row-group-size",
            paramLabel = "SIZE",
            description = "s3://…: a row group is full at this size. Default: 64MiB")
    private @Nullable String rowGroupSize;

    @Option(
            names = "--reconcile",
            split = ",",
            paramLabel = "WHAT",
            description = "s3://…: differences between columns that are overcome, of column-order, nullability,"
                    + " missing-columns, decimal-scale, timestamp-unit; or none. Default: column-order,nullability")
    private @Nullable List<String> reconcile;

    @Option(names = "--dry-run", description = "s3://…: tell what would be merged, and change nothing.")
    private boolean dryRun;

    static boolean isSource(String text) {
        return text.startsWith("s3://");
    }

    /// @throws ParameterException if an option was given that files of this machine have no use for
    void checkUnused(CommandLine command) {
        boolean used = root != null
                || ttl != null
                || targetSize != null
                || rowGroupSize != null
                || reconcile != null
                || dryRun;
        if (used) {
            throw new ParameterException(
                    command,
                    "--root, --ttl, --target-size, --row-group-size, --reconcile and --dry-run are for s3://bucket/folder");
        }
    }

    /// @param order of the rows in each row group that is joined; empty for that of the configuration
    /// @param progress takes a line for each merge
    FolderMergeReport run(CommandLine command, List<String> names, List<SortColumn> order, Consumer<String> progress) {
        var sources = names.stream()
                .map(name -> parsed(command, name, MergeSchedule.Source::parse))
                .toList();
        if (root != null && !Files.isDirectory(root)) {
            throw new ParameterException(command, "--root " + root + " must be a folder");
        }
        var clock = InstantSource.system();
        ObjectStore store = root == null ? LakeOptions.s3() : new LocalStore(root, clock);
        var loaded = configuration(store);
        var merge = new ForeignMerge(
                store, policy(command, order, loaded), lakes(loaded), clock, ForkJoinPool.commonPool());
        sources.forEach(source -> S3Uri.requireBucket(command, source.bucket(), root));
        var report = new FolderMergeReport(dryRun);
        for (var source : sources) {
            var outcomes = dryRun
                    ? merge.rehearse(source.bucket(), source.prefix())
                    : merge.merge(source.bucket(), source.prefix());
            outcomes.invoke(outcome -> report.line(outcome).ifPresent(progress))
                    .onItem()
                    .invoke(report::add)
                    .onItem()
                    .ignoreAsUni()
                    .await()
                    .indefinitely();
        }
        return report;
    }

    private Optional<Config> configuration(ObjectStore store) {
        var place = Optional.ofNullable(config)
                .filter(name -> !name.isBlank())
                .or(() -> Optional.of(CONFIG).filter(name -> Files.exists(Path.of(name))));
        return place.map(name -> ConfigFile.read(name, store));
    }

    private static List<Lake> lakes(Optional<Config> config) {
        return config.map(Config::lake).stream().toList();
    }

    private MergePolicy policy(CommandLine command, List<SortColumn> order, Optional<Config> config) {
        var base = config.flatMap(Config::merge).map(MergeSchedule::policy).orElse(MergePolicy.DEFAULT);
        try {
            return new MergePolicy(
                    given(command, ttl, TimeSpan::parse).orElse(base.ttl()),
                    given(command, targetSize, ByteSize::parse).orElse(base.targetBytes()),
                    given(command, rowGroupSize, ByteSize::parse).orElse(base.rowGroupBytes()),
                    reconciliations(command).orElse(base.reconcile()),
                    order.isEmpty() ? base.sortBy() : order);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<Set<Reconciliation>> reconciliations(CommandLine command) {
        return Optional.ofNullable(reconcile).map(words -> {
            Set<Reconciliation> chosen = EnumSet.noneOf(Reconciliation.class);
            words.stream()
                    .filter(word -> !word.equals("none"))
                    .forEach(word -> chosen.add(parsed(command, word, FolderMergeOptions::reconciliation)));
            return chosen;
        });
    }

    private static Reconciliation reconciliation(String word) {
        return Stream.of(Reconciliation.values())
                .filter(value ->
                        value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--reconcile " + word
                        + " must be one of column-order, nullability, missing-columns, decimal-scale, timestamp-unit"));
    }

    private static <T> Optional<T> given(CommandLine command, @Nullable String text, Function<String, T> parser) {
        return Optional.ofNullable(text).map(given -> parsed(command, given, parser));
    }

    private static <T> T parsed(CommandLine command, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }
}
