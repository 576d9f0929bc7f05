package io.lamella.entry.cli;

import io.lamella.adapter.local.LocalStore;
import io.lamella.adapter.s3.S3Store;
import io.lamella.core.catalog.TableDefinition;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Lake;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.ConfigFile;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which lake a command looks at.
final class LakeOptions {
    @Option(
            names = "--config",
            defaultValue = "${env:LAMELLA_CONFIG:-lamella.yaml}",
            description = "The configuration: a file or s3://bucket/key. Default: LAMELLA_CONFIG, or lamella.yaml")
    private String config;

    @Option(
            names = "--root",
            description = "The folder that holds a folder for each bucket. Without it: the buckets in S3.")
    private @Nullable Path root;

    private @Nullable ObjectStore store;

    /// A lake, and what is configured about it.
    ///
    /// @param root null if the lake is in S3
    record Opened(Config config, LakeStore lake, @Nullable Path root) {}

    Opened open(CommandLine command) {
        return open(read(command));
    }

    /// The configuration of a lake that is not opened yet, so that what is wrong with a file is told whatever becomes of the lake.
    Config read(CommandLine command) {
        if (root != null && !Files.isDirectory(root)) {
            throw new ParameterException(command, "--root " + root + " must be a folder");
        }
        return ConfigFile.read(config, this::store);
    }

    Opened open(Config loaded) {
        var lake = new LakeStore(
                store(), loaded.lake().bucket(), new LakeKeys(loaded.lake().prefix()));
        return new Opened(loaded, lake, root);
    }

    /// Where the configuration lies, as it was named.
    String place() {
        return config;
    }

    /// The configuration alone, for what looks at no lake: nobody is asked for it if it is a file.
    Config config() {
        return ConfigFile.read(config, LakeOptions::s3);
    }

    /// Empty if the lake is in S3.
    Optional<Path> root() {
        return Optional.ofNullable(root);
    }

    /// What an engine has to know of a table of the lake, in the bucket or below the root.
    ///
    /// @param database as people name it
    TableDefinition table(Lake lake, Dataset dataset, String database) {
        var below = below(lake, dataset);
        var location = root().map(folder -> folder.toAbsolutePath().normalize() + "/" + below)
                .orElse("s3://" + below);
        return new TableDefinition(dataset, TableDefinition.name(database), location);
    }

    /// Where the table of a dataset lies, as people name it.
    String tableOf(Lake lake, Dataset dataset) {
        var below = below(lake, dataset);
        return root().map(folder -> folder.resolve(below).toString()).orElse("s3://" + below);
    }

    private static String below(Lake lake, Dataset dataset) {
        return lake.bucket() + "/" + new LakeKeys(lake.prefix()).table(dataset.name());
    }

    private ObjectStore store() {
        var opened = store;
        if (opened == null) {
            opened = root == null ? s3OfLake() : new LocalStore(root, InstantSource.system());
            store = opened;
        }
        return opened;
    }

    private static ObjectStore s3OfLake() {
        try {
            return s3();
        } catch (StoreException e) {
            throw new StoreException(e.reason(), e.getMessage() + ". For a lake in a folder, give its --root", e);
        }
    }

    static ObjectStore s3() {
        return S3Store.ofEnvironment(ForkJoinPool.commonPool());
    }

    /// @throws ParameterException that names those there are
    static Dataset dataset(CommandLine command, Config config, String name) {
        return config.datasets().stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command,
                        "there is no dataset " + name + " in the configuration; it has "
                                + config.datasets().stream().map(Dataset::name).collect(Collectors.joining(", "))));
    }
}
