package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program that `cdk` runs, as a process of its own, with settings and credentials as `cdk` hands them on.
class MainTest {
    private static final String NO_S3 = "http://localhost:1";

    @TempDir
    private Path folder;

    /// @param out what it writes to its standard error
    private record Ended(int exitCode, String out) {
        void withMistake(String message) {
            assertThat(out).endsWith(message + "\n").doesNotContain("Exception", "\tat ");
            assertThat(exitCode).isEqualTo(1);
        }
    }

    private Ended run(String yaml, Map<String, String> settings, String s3) throws IOException, InterruptedException {
        var context = new HashMap<>(settings);
        context.put(
                "config",
                Files.writeString(folder.resolve("lamella.yaml"), yaml).toString());
        context.put(
                "package",
                Deployment.zip(folder, "io/lamella/Some.class", new byte[0]).toString());
        var errors = folder.resolve("errors.txt").toFile();
        var program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.lamella.infra.Main")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors);
        program.environment()
                .putAll(Map.of(
                        "CDK_CONTEXT_JSON",
                        new ObjectMapper().writeValueAsString(context),
                        "CDK_OUTDIR",
                        folder.resolve("cdk.out").toString(),
                        "CDK_DEFAULT_ACCOUNT",
                        "111122223333",
                        "CDK_DEFAULT_REGION",
                        "eu-west-1",
                        "AWS_ENDPOINT_URL_S3",
                        s3));
        int exitCode = program.start().waitFor();
        return new Ended(exitCode, Files.readString(errors.toPath()));
    }

    private static Map<String, String> email() {
        return Map.of("email", "ops@example.com");
    }

    @Test
    void writesATemplate() throws IOException, InterruptedException {
        assertThat(run(Deployment.EVENTS, email(), NO_S3).exitCode()).isZero();
        assertThat(folder.resolve("cdk.out/Lamella.template.json")).isNotEmptyFile();
    }

    @Test
    void tellsOfAMistakeInTheConfiguration() throws IOException, InterruptedException {
        var file = folder.resolve("lamella.yaml");
        run(Deployment.EVENTS.replace("timestamp required", "timestam required"), email(), NO_S3)
                .withMistake(
                        file + ":9:11: datasets.events.columns.at: unknown type `timestam`; did you mean `timestamp`?\n"
                                + file
                                + ":11:9: datasets.events.partitions[0]: `day` needs a date or timestamp, and `at` is neither");
    }

    @Test
    void tellsThatTheAddressIsMissing() throws IOException, InterruptedException {
        run(Deployment.EVENTS, Map.of(), NO_S3)
                .withMistake("email is missing: somebody has to hear of what goes wrong; for example, under `context`"
                        + " in cdk.json: \"email\": \"you@example.com\"");
    }

    @Test
    void tellsOfABucketThatIsNotThere() throws IOException, InterruptedException {
        var s3 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        s3.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        s3.start();
        try {
            run(
                            Deployment.EVENTS,
                            Map.of("email", "ops@example.com", "existing-sources", "landing"),
                            "http://localhost:" + s3.getAddress().getPort())
                    .withMistake(
                            "existing-sources names the bucket `landing`, and there is no such bucket. Leave it out to"
                                    + " have it made, or correct the name in lamella.yaml");
        } finally {
            s3.stop(0);
        }
    }
}
