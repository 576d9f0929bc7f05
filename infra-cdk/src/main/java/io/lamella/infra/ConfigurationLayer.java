package io.lamella.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.constructs.Construct;

/// `lamella.yaml`, in a layer of all functions: they need no permission and no request to read it, and a change of it is a
/// deployment that can be rolled back.
final class ConfigurationLayer {
    private static final String NAME = "lamella.yaml";

    /// Where functions find it.
    static final String PATH = "/opt/" + NAME;

    private ConfigurationLayer() {}

    static LayerVersion of(Construct scope, String id, Path config) {
        return LayerVersion.Builder.create(scope, id)
                .description("lamella.yaml")
                .code(Code.fromAsset(folderOf(config).toString()))
                .build();
    }

    /// A folder that holds nothing else, under the name that functions expect.
    private static Path folderOf(Path config) {
        try {
            var folder = Files.createTempDirectory("lamella-config");
            folder.toFile().deleteOnExit();
            var copy = Files.copy(config, folder.resolve(NAME));
            copy.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(config + " cannot be copied", e);
        }
    }
}
