package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class BucketCheckTest {
    private static final String HERE = "eu-west-1";

    private final Map<String, String> regions = new HashMap<>();
    private HttpServer s3;
    private int status = 403;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        s3 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        s3.createContext("/", this::answer);
        s3.start();
    }

    @AfterEach
    void stop() {
        s3.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var region = regions.get(exchange.getRequestURI().getPath().substring(1));
        if (region != null) {
            exchange.getResponseHeaders().add("x-amz-bucket-region", region);
        }
        exchange.sendResponseHeaders(region == null ? 404 : status, -1);
        exchange.close();
    }

    private void check(String existing) {
        var endpoint = "http://localhost:" + s3.getAddress().getPort();
        check(existing, endpoint);
    }

    private void check(String existing, String endpoint) {
        check(Deployment.EVENTS, existing, endpoint);
    }

    /// With folders of others below that bucket.
    private void checkMerged(String bucket) {
        check(
                Deployment.EVENTS + "merge:\n  sources: [s3://" + bucket + "/daily, s3://" + bucket + "/hourly]\n",
                "",
                "http://localhost:" + s3.getAddress().getPort());
    }

    private void check(String yaml, String existing, String endpoint) {
        var app = new App(AppProps.builder()
                .context(Map.of("email", "ops@example.com", "existing-sources", existing))
                .build());
        try {
            var config = ConfigLoader.load(Files.writeString(folder.resolve("lamella.yaml"), yaml));
            var lookup = BucketLookup.in(HERE, Map.of("AWS_ENDPOINT_URL", endpoint + "/"));
            new BucketCheck(lookup, HERE).check(config, Settings.of(app.getNode()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesNamesThatNobodyHas() {
        assertThatCode(() -> check("")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403})
    void takesBucketsOfTheRegion(int answers) {
        status = answers;
        regions.put("landing", HERE);
        regions.put("lake", HERE);
        assertThatCode(() -> check("landing")).doesNotThrowAnyException();
    }

    @Test
    void refusesAnExistingSourceThatIsNotThere() {
        assertThatThrownBy(() -> check("landing"))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "existing-sources names the bucket `landing`, and there is no such bucket. Leave it out to have it"
                                + " made, or correct the name in lamella.yaml");
    }

    @Test
    void refusesAnExistingSourceInAnotherRegion() {
        status = 301;
        regions.put("landing", "us-west-2");
        assertThatThrownBy(() -> check("landing"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("the source bucket `landing` is in us-west-2 and the stack in eu-west-1")
                .hasMessageContaining("AWS_REGION=us-west-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"landing", "lake"})
    void refusesANameThatIsTakenInAnotherRegion(String bucket) {
        regions.put(bucket, "us-west-2");
        assertThatThrownBy(() -> check(""))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(
                        "the bucket `" + bucket + "` is to be made in eu-west-1 and is there already, in us-west-2");
    }

    @Test
    void refusesToMergeInABucketThatIsNotThere() {
        assertThatThrownBy(() -> checkMerged("exports"))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "`sources` under `merge:` names the bucket `exports`, and there is no such bucket. Make it first, or"
                                + " correct the name in lamella.yaml");
        regions.put("exports", HERE);
        assertThatCode(() -> checkMerged("exports")).doesNotThrowAnyException();
    }

    @Test
    void refusesToMergeInAnotherRegion() {
        regions.put("exports", "us-west-2");
        assertThatThrownBy(() -> checkMerged("exports"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(
                        "the bucket `exports` under `merge:` is in us-west-2 and the stack in eu-west-1")
                .hasMessageContaining("AWS_REGION=us-west-2");
    }

    /// It is about to be made.
    @Test
    void mergesInABucketOfTheStackItself() {
        assertThatCode(() -> checkMerged("landing")).doesNotThrowAnyException();
    }

    @Test
    void goesOnWhenS3CannotBeAsked() {
        status = 503;
        regions.put("lake", "us-west-2");
        assertThatCode(() -> check("")).doesNotThrowAnyException();
        assertThatCode(() -> check("landing", "http://localhost:1")).doesNotThrowAnyException();
    }

    @Test
    void asksAmazonUnlessTheEnvironmentNamesAnother() {
        assertThat(BucketLookup.in("eu-west-1", Map.of()).endpoint()).isEqualTo("https://s3.eu-west-1.amazonaws.com");
        assertThat(BucketLookup.in("cn-north-1", Map.of()).endpoint())
                .isEqualTo("https://s3.cn-north-1.amazonaws.com.cn");
        assertThat(BucketLookup.in("eu-west-1", Map.of("AWS_ENDPOINT_URL_S3", "http://localhost:9"))
                        .endpoint())
                .isEqualTo("http://localhost:9");
    }
}
