package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What commands say where nothing tells of a region or of credentials.
class WithoutAwsTest {
    private static final String CONFIG = """
            lake: {bucket: lake}
            datasets:
              people:
                source: s3://landing/people/**
                format: csv
                columns: {id: int64 required}
            """;

    @TempDir
    private Path folder;

    private Map<String, String> properties = Map.of();

    @BeforeEach
    void hideWhatTheMachineKnows() {
        var none = folder.resolve("none").toString();
        properties = Map.of(
                "aws.configFile", none,
                "aws.sharedCredentialsFile", none,
                "aws.disableEc2Metadata", "true");
        properties.forEach(System::setProperty);
    }

    @AfterEach
    void showItAgain() {
        properties.keySet().forEach(System::clearProperty);
        System.clearProperty("aws.region");
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("lamella.yaml"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "verify people",
                "status s3://landing/people/a.csv",
                "backfill s3://landing --dataset people",
                "replay --dataset people",
                "redrive"
            })
    void tellsAMistakeInTheConfigurationFirst(String command) throws IOException {
        var file = config(CONFIG.replace("int64", "int46"));

        var shown = lamella((Object[]) (command + " --config " + file).split(" "));

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("unknown type `int46`").doesNotContain("region");
    }

    @Test
    void checkTellsThatTheConfigurationIsWellAndItsTablesCouldNotBeLookedAt() throws IOException {
        var file = config(CONFIG);

        var shown = lamella("check", "--config", file);

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .startsWith(file + " is well; its tables could not be looked at: no region is known. Set AWS_REGION");
    }

    @Test
    void saysInAFewWordsThatThereAreNoCredentials() throws IOException {
        System.setProperty("aws.region", "eu-west-1");

        var shown = lamella("verify", "people", "--config", config(CONFIG));

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .contains("no credentials for AWS were found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY; for a folder, give its --root")
                .hasSizeLessThan(300);
    }
}
