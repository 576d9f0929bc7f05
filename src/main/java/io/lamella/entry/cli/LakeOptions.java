package io.lamella.entry.cli;

import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.LakeFolder;
import io.lamella.entry.wiring.config.Config;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which lake a command looks at.
final class LakeOptions {
    @Option(
            names = "--config",
            defaultValue = "lamella.yaml",
            description = "The configuration. Default: ${DEFAULT-VALUE}")
    private Path config;

    @Option(names = "--root", required = true, description = "The folder that holds a folder for each bucket.")
    private Path root;

    Config config() {
        return ConfigLoader.load(config);
    }

    LakeFolder folder(CommandLine command, Config config) {
        if (!Files.isDirectory(root)) {
            throw new ParameterException(command, "--root " + root + " must be a folder");
        }
        return LakeFolder.of(config, root);
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
