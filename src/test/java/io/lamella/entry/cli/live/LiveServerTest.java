package io.lamella.entry.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.QueueDepth;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.QueueException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveServerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    private static final String KEY = "tables/events/part-000000.parquet";

    private final LakeStore lake = new LakeStore(new MemoryStore(CLOCK), "lake", new LakeKeys(""));
    private final AtomicReference<Uni<List<QueueDepth>>> queues = new AtomicReference<>(Uni.createFrom()
            .item(List.of(
                    new QueueDepth("ingest", 3, 2, OptionalLong.of(1)),
                    new QueueDepth("merge", 4, 0, OptionalLong.empty()))));
    private LiveServer server;

    @BeforeEach
    void serve() {
        lake.store()
                .put(lake.at(KEY), ByteBuffer.wrap(new byte[100]), Condition.ALWAYS)
                .await()
                .indefinitely();
        var datasets = ConfigLoader.parse(
                        "lamella.yaml",
                        "lake: {bucket: lake}\ndatasets: {events: {source: 's3://landing/*.csv', columns: {id: int64}}}")
                .datasets();
        var view = new LakeView(lake, datasets, Duration.ZERO, CLOCK, Runnable::run);
        var source = new LiveServer.Source(
                new WorkLog(CLOCK),
                view,
                queues::get,
                part -> "drawn: " + part.location().key());
        server = new LiveServer(new LivePort(0), source, CLOCK);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String get(String path) throws IOException {
        return ask("GET " + path + " HTTP/1.1", "Host: localhost");
    }

    /// What was answered, head and all.
    private String ask(String... lines) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort())) {
            var text = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void servesThePageAndWhatItNeeds() throws IOException {
        assertThat(get("/"))
                .startsWith("HTTP/1.1 200 ")
                .contains("<title>Lamella at work</title>")
                .containsIgnoringCase("content-security-policy: default-src 'none'; ")
                .containsIgnoringCase("x-content-type-options: nosniff");
        assertThat(get("/live.js")).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-type: text/javascript");
        assertThat(get("/live.css")).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-type: text/css");
    }

    @Test
    void thePageAsksNobodyElse() throws IOException {
        for (String path : List.of("/", "/live.js", "/live.css")) {
            assertThat(get(path)).doesNotContain("http://", "https://", "innerHTML", "eval(");
        }
    }

    @Test
    void tellsHowThingsStand() throws IOException {
        get("/state.json");
        var answer = get("/state.json");

        var json = new ObjectMapper().readTree(answer.substring(answer.indexOf('{')));
        assertThat(json.path("lake").asText()).isEqualTo("s3://lake/");
        assertThat(json.path("queues"))
                .hasToString(
                        "[{\"name\":\"ingest\",\"waiting\":3,\"inWork\":2,\"givenUp\":1},{\"name\":\"merge\",\"waiting\":4,\"inWork\":0}]");
        assertThat(json.at("/tables/0/partitions/0/parts/0/key").asText()).isEqualTo(KEY);
    }

    @Test
    void goesOnWithoutQueuesThatCannotBeSeen() throws IOException {
        queues.set(Uni.createFrom().failure(new QueueException("not allowed")));

        assertThat(get("/state.json")).startsWith("HTTP/1.1 200 ").doesNotContain("\"queues\"");
    }

    @Test
    void drawsAPartThatIsShownAndNothingElse() throws IOException {
        assertThat(get("/part?key=" + KEY)).as("nobody has looked yet").startsWith("HTTP/1.1 404 ");
        get("/state.json");

        assertThat(get("/part?key=" + URLEncoder.encode(KEY, StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("drawn: " + KEY);
        for (String path : List.of(
                "/part",
                "/part?key=",
                "/part?key=tables/events/../../etc/passwd",
                "/part?key=%2e%2e/lake",
                "/part?other=" + KEY)) {
            assertThat(get(path)).as(path).startsWith("HTTP/1.1 404 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../pom.xml", "/live.html", "/state.json/", "/%2e%2e/live.js", "/PartPage.class"})
    void hasNothingElse(String path) throws IOException {
        assertThat(get(path)).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host: evil.example", "Host: 127.0.0.1.evil.example:80", "Host: localhost.", "X: y", "Host: "})
    void refusesWhoeverAsksByAnotherName(String host) throws IOException {
        assertThat(ask("GET /state.json HTTP/1.1", host))
                .startsWith("HTTP/1.1 421 ")
                .doesNotContain("queues");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: 127.0.0.1", "Host: LOCALHOST:9000", "Host: [::1]:80"})
    void answersThisMachineByAnyPort(String host) throws IOException {
        assertThat(ask("GET /state.json HTTP/1.1", host)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void refusesOtherSitesAndOtherMethods() throws IOException {
        assertThat(ask(
                        "GET /state.json HTTP/1.1",
                        "Host: localhost",
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Mode: no-cors"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(ask("GET / HTTP/1.1", "Host: localhost", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(ask("POST / HTTP/1.1", "Host: localhost", "Content-Length: 0"))
                .startsWith("HTTP/1.1 405 ");
    }

    @Test
    void saysWhenThePortIsTaken() {
        int port = URI.create(server.url()).getPort();

        assertThatThrownBy(() -> new LivePort(port))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + port)
                .hasMessageContaining("--ui-port");
    }
}
