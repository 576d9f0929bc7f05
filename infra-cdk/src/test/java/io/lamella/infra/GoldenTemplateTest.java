package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The whole template of each example, so that a change of it is seen and meant: `-Dgolden.update` writes them anew, and the
/// difference belongs in the change.
class GoldenTemplateTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path EXAMPLES = Path.of("..");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static Deployment of(String config) throws IOException {
        return Deployment.of(Files.readString(EXAMPLES.resolve(config)));
    }

    @Test
    void example() throws IOException {
        isAsItWas("example", of("src/docs/lamella.example.yaml"));
    }

    @Test
    void exampleWithSettings() throws IOException {
        isAsItWas(
                "example-with-settings",
                of("src/docs/lamella.example.yaml")
                        .with("encryption", "kms")
                        .with("versioned", "true")
                        .with("quarantine-days", "90")
                        .with("existing-sources", "landing")
                        .with("memory", "2048")
                        .with("snap-start", "true")
                        .with("schedule", "cron(0 3 * * ? *)")
                        .with("database", "events")
                        .with("projection-start", "2025-01-01")
                        .with("tags", "team=data")
                        .with("delete-data", "true"));
    }

    @Test
    void existingKeysAndFoldersOfOthers() throws IOException {
        var key = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";
        isAsItWas(
                "folders-of-others",
                Deployment.ofFoldersOfOthers()
                        .with(
                                "package",
                                Deployment.nativePackage(Path.of("target")).toString())
                        .with("encryption", key)
                        .with("source-keys", key)
                        .with("existing-sources", "landing")
                        .with("cold-days", "30")
                        .with("otlp-endpoint", "https://collector.example.com:4318"));
    }

    @Test
    void localstack() throws IOException {
        isAsItWas("localstack", of("localstack/lamella.yaml"));
    }

    private static void isAsItWas(String name, Deployment deployment) throws IOException {
        var template = text(deployment.template().toJSON());
        var file = GOLDEN.resolve(name + ".json");
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, template);
        }

        assertThat(template).as("%s; -Dgolden.update writes it anew", file).isEqualTo(Files.readString(file));
    }

    /// Without the hashes of what is in the packages: in their names, and in those of the versions that are published of them.
    private static String text(Map<String, Object> template) throws JsonProcessingException {
        return JSON.writeValueAsString(new TreeMap<>(template))
                        .replaceAll("[0-9a-f]{64}\\.zip", "package.zip")
                        .replaceAll("(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}", "$1")
                + "\n";
    }
}
