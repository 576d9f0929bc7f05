package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.SourcePattern;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ready-made datasets, on samples that follow the field lists of the documentation, with values of our own.
class ReadyDatasetsTest {
    private static final Path SAMPLES = Path.of("src/test/resources/io/lamella/entry/cli/ready");

    @TempDir
    Path scratch;

    /// What is expected has a line for each column: name, type, and the value in each row.
    @ParameterizedTest
    @CsvSource({
        "alb, alb",
        "cloudfront, cloudfront",
        "vpc-flow, vpc-flow",
        "vpc-flow, vpc-flow-custom",
        "s3-access, s3-access",
        "cloudtrail, cloudtrail"
    })
    void takesEveryRowOfASample(String name, String sample) throws IOException, SQLException {
        var config = write(name);
        var out = scratch.resolve("out.parquet");

        var shown = lamella(
                "convert", SAMPLES.resolve(sample + ".log"), out, "--config", config, "--dataset", name, "--json");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.json().path("rejected").asLong()).isZero();
        var columns = columns(out);
        Files.write(Path.of("target", sample + ".expected"), columns);
        assertThat(columns).containsExactlyElementsOf(Files.readAllLines(SAMPLES.resolve(sample + ".expected")));
    }

    @Test
    void quarantinesARowWithAQuoteAmidAQuotedField() throws IOException {
        var in = scratch.resolve("in.log");
        var sample = Files.readString(SAMPLES.resolve("alb.log"));
        Files.writeString(in, sample.replace("curl/7.46.0", "curl/\"7.46.0"));

        var shown = lamella(
                "convert", in, scratch.resolve("out.parquet"), "--config", write("alb"), "--dataset", "alb", "--json");

        assertThat(shown.json().path("rows").asLong()).isEqualTo(2);
        assertThat(shown.json().path("rejected").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "alb, AWSLogs/123456789012/elasticloadbalancing/us-east-2/2026/05/01/"
                + "123456789012_elasticloadbalancing_us-east-2_app.my-lb.50dc6c495c0c9188_20260501T2340Z_192.0.2.1_20sg8hgm.log.gz",
        "alb, a/b/AWSLogs/123456789012/elasticloadbalancing/us-east-2/2026/05/01/"
                + "123456789012_elasticloadbalancing_us-east-2_app.my-lb.50dc6c495c0c9188_20260501T2340Z_192.0.2.1_20sg8hgm.log.gz",
        "cloudfront, EMLARXS9EXAMPLE.2026-11-14-20.RT4KCN4SGK9.gz",
        "cloudfront, www/logs/EMLARXS9EXAMPLE.2026-11-14-20.RT4KCN4SGK9.gz",
        "vpc-flow, AWSLogs/123456789012/vpcflowlogs/us-east-1/2026/06/20/"
                + "123456789012_vpcflowlogs_us-east-1_fl-1234abcd_20260620T1620Z_fe123456.log.gz",
        "vpc-flow, p/AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=us-east-1/year=2026/month=06/day=20/"
                + "123456789012_vpcflowlogs_us-east-1_fl-1234abcd_20260620T1620Z_fe123456.log.gz",
        "s3-access, 2026-11-01-21-32-16-E568B2907131C0C0",
        "s3-access, logs/2026-11-01-21-32-16-E568B2907131C0C0",
        "s3-access, logs-2026-11-01-21-32-16-E568B2907131C0C0",
        "s3-access, logs/123456789012/eu-west-1/photos/2026/11/01/2026-11-01-21-32-16-E568B2907131C0C0",
        "cloudtrail, AWSLogs/123456789012/CloudTrail/us-east-2/2026/07/19/"
                + "123456789012_CloudTrail_us-east-2_20260719T2125Z_Mu0KsOhtH1ar15ZZ.json.gz",
        "cloudtrail, p/q/AWSLogs/o-exampleorg/123456789012/CloudTrail/us-east-2/2026/07/19/"
                + "123456789012_CloudTrail_us-east-2_20260719T2125Z_Mu0KsOhtH1ar15ZZ.json.gz",
    })
    void takesTheKeysOfTheDocumentation(String name, String key) throws IOException {
        assertThat(source(name).matches("our-logs", key)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "alb, AWSLogs/123456789012/elasticloadbalancing/us-east-2/2026/05/01/"
                + "conn_log.123456789012_elasticloadbalancing_us-east-2_app.my-lb.50dc6c495c0c9188_20260501T2340Z_192.0.2.1_20sg.log.gz",
        "alb, AWSLogs/123456789012/elasticloadbalancing/us-east-2/2026/05/01/"
                + "123456789012_elasticloadbalancing_us-east-2_net.my-lb.50dc6c495c0c9188_20260501T2340Z_192.0.2.1_20sg8hgm.log.gz",
        "alb, AWSLogs/123456789012/ELBAccessLogTestFile",
        "cloudfront, www/index.html.gz",
        "s3-access, photos/2026-11-01.jpg",
        "cloudtrail, AWSLogs/123456789012/CloudTrail-Digest/us-east-2/2026/07/19/"
                + "123456789012_CloudTrail-Digest_us-east-2_trail_us-east-2_20260719T2125Z.json.gz",
        "cloudtrail, AWSLogs/123456789012/CloudTrail-Insight/us-east-2/2026/07/19/"
                + "123456789012_CloudTrail-Insight_us-east-2_20260719T2125Z_Mu0KsOhtH1ar15ZZ.json.gz",
    })
    void leavesOtherKeysAlone(String name, String key) throws IOException {
        assertThat(source(name).matches("our-logs", key)).isFalse();
    }

    @Test
    void severalComeInOneConfiguration() throws IOException {
        assertThat(ConfigLoader.load(write("alb", "VPC-FLOW", "s3-access", "cloudfront", "cloudtrail", "alb"))
                        .datasets())
                .extracting(Dataset::name)
                .containsExactly("alb", "vpc-flow", "s3-access", "cloudfront", "cloudtrail");
    }

    @Test
    void listsWhatThereIs() {
        assertThat(lamella("dataset").out().lines())
                .hasSize(5)
                .allMatch(line -> line.matches("  [a-z0-9-]+ +[A-Za-z].*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://our-logs", "our-logs/alb", "x\nlake: {}", "my-lake"})
    void refusesWhatIsNoBucketOfItsOwn(String bucket) {
        var refused = lamella("dataset", "alb", "--bucket", bucket);

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--bucket");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void namesWhatThereIsIfThereIsNoSuchDataset() {
        assertThat(lamella("dataset", "elb").err())
                .contains("alb, cloudfront, vpc-flow, s3-access", "cloudtrail", "elb");
    }

    private SourcePattern source(String name) throws IOException {
        return ConfigLoader.load(write(name)).datasets().getFirst().sources().getFirst();
    }

    private Path write(String... names) throws IOException {
        var words = new ArrayList<Object>(List.of("dataset", "--bucket", "our-logs"));
        words.addAll(List.of(names));
        var printed = lamella(words.toArray());
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        return Files.writeString(scratch.resolve("lamella.yaml"), printed.out());
    }

    private static List<String> columns(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var sql = connection.createStatement()) {
            sql.execute("set timezone = 'UTC'");
            var columns = new ArrayList<StringBuilder>();
            try (var types = sql.executeQuery("describe from '" + file + "'")) {
                while (types.next()) {
                    columns.add(new StringBuilder(types.getString(1) + " | " + types.getString(2)));
                }
            }
            try (var rows = sql.executeQuery("select columns(*)::varchar from '" + file + "'")) {
                while (rows.next()) {
                    for (int column = 0; column < columns.size(); column++) {
                        columns.get(column).append(" | ").append(rows.getString(column + 1));
                    }
                }
            }
            return columns.stream().map(StringBuilder::toString).toList();
        }
    }
}
