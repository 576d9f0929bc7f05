package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.entry.wiring.Embedded;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs land as AWS delivers them, all in one bucket, and become tables.
class ReadyDatasetsPipelineTest {
    private static final Path SAMPLES = Path.of("src/test/resources/io/lamella/entry/cli/ready");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long ROWS = 14;

    @TempDir
    Path root;

    @Test
    void logsBecomeTablesPartitionedByDay() throws IOException {
        compressed(
                "alb",
                "AWSLogs/123456789012/elasticloadbalancing/us-east-2/2026/03/02/"
                        + "123456789012_elasticloadbalancing_us-east-2_app.shop.50dc6c495c0c9188_20260302T2225Z_192.0.2.1_a.log.gz");
        compressed("cloudfront", "www/EMLARXS9EXAMPLE.2026-12-04-21.RT4KCN4SGK9.gz");
        compressed(
                "vpc-flow",
                "AWSLogs/123456789012/vpcflowlogs/us-east-1/2026/03/02/"
                        + "123456789012_vpcflowlogs_us-east-1_fl-1234abcd_20260302T2200Z_fe123456.log.gz");
        compressed(
                "cloudtrail",
                "AWSLogs/123456789012/CloudTrail/us-east-1/2026/07/19/"
                        + "123456789012_CloudTrail_us-east-1_20260719T2125Z_Mu0KsOhtH1ar15ZZ.json.gz");
        Files.copy(SAMPLES.resolve("s3-access.log"), landing("photos/2026-02-07-00-10-16-E568B2907131C0C0"));

        publish();

        assertThat(partitions())
                .containsExactly(
                        "alb/date=2018-07-02",
                        "alb/date=2026-03-02",
                        "cloudfront/date=2026-12-04",
                        "cloudfront/date=2026-12-05",
                        "cloudtrail/date=2026-07-19",
                        "cloudtrail/date=2026-07-20",
                        "s3-access/date=2012-02-06",
                        "s3-access/date=2026-02-06",
                        "s3-access/date=2026-02-07",
                        "vpc-flow/date=2026-03-02");
    }

    private void publish() throws IOException {
        var printed = lamella("dataset", "alb", "cloudfront", "vpc-flow", "s3-access", "cloudtrail")
                .out()
                .replace("    partitions:", "    freshness: 0s\n    partitions:");
        var pace = new Embedded.Pace(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1));
        try (var embedded = new Embedded(ConfigLoader.parse("lamella.yaml", printed), root, pace)) {
            embedded.start();
            await("the lake fills")
                    .atMost(PATIENCE)
                    .until(() -> embedded.worker().counters().rows() == ROWS && embedded.isNothingStaged());
            embedded.worker().stop().await().atMost(PATIENCE);
        }
    }

    private List<String> partitions() throws IOException {
        var tables = root.resolve("my-lake/tables");
        try (var files = Files.walk(tables)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".parquet"))
                    .map(file -> tables.relativize(file.getParent()).toString())
                    .sorted()
                    .toList();
        }
    }

    private void compressed(String sample, String key) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(landing(key)))) {
            Files.copy(SAMPLES.resolve(sample + ".log"), out);
        }
    }

    private Path landing(String key) throws IOException {
        var file = root.resolve("my-logs").resolve(key);
        Files.createDirectories(file.getParent());
        return file;
    }
}
