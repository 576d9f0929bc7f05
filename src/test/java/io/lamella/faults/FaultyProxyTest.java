package io.lamella.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Holds each fault to what it says, towards the server and towards the client.
class FaultyProxyTest {
    private static final String ANSWER = "0123456789";
    private static final String PLAIN = "PUT /lake/key HTTP/1.1";
    private static final String COMPLETE = "POST /lake/key?uploadId=1 HTTP/1.1";

    /// Bodies that the server got whole.
    private final LinkedBlockingQueue<String> effects = new LinkedBlockingQueue<>();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            effects.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, ANSWER.length());
            exchange.getResponseBody().write(ANSWER.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void passesOnWhatNothingBefalls() throws Exception {
        try (var proxy = proxy(Optional.empty());
                var client = connect(proxy)) {
            send(client, PLAIN, "one");
            assertThat(answer(client)).startsWith("HTTP/1.1 200").endsWith(ANSWER);
            send(client, PLAIN, "two");
            assertThat(answer(client)).startsWith("HTTP/1.1 200").endsWith(ANSWER);
        }
        assertThat(effects).containsExactly("one", "two");
    }

    @Test
    void resetsWithAndWithoutEffect() throws Exception {
        for (var fault : EnumSet.of(Fault.RESET_BEFORE, Fault.REQUEST_CUT, Fault.RESET_AFTER)) {
            try (var proxy = proxy(Optional.of(fault));
                    var client = connect(proxy)) {
                send(client, PLAIN, "a body");
                assertThatThrownBy(() -> client.getInputStream().read())
                        .as(fault.name())
                        .isInstanceOf(SocketException.class);
            }
            assertThat(effects.poll() != null).as(fault.name()).isEqualTo(fault == Fault.RESET_AFTER);
        }
    }

    @Test
    void cutsAnswersAmid() throws Exception {
        try (var proxy = proxy(Optional.of(Fault.ANSWER_CUT));
                var client = connect(proxy)) {
            send(client, PLAIN, "a body");
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .endsWith(ANSWER.substring(0, 5));
        }
        assertThat(effects).containsExactly("a body");
    }

    @Test
    void stallsUntilStallsAreEnded() throws Exception {
        for (var fault : EnumSet.of(Fault.STALL_BEFORE, Fault.STALL_AFTER)) {
            try (var proxy = proxy(Optional.of(fault));
                    var client = connect(proxy)) {
                send(client, PLAIN, "a body");
                while (proxy.stalls() == 0) {
                    Thread.onSpinWait();
                }
                assertThat(client.getInputStream().available()).isZero();
                proxy.endStalls();
                assertThatThrownBy(() -> client.getInputStream().read())
                        .as(fault.name())
                        .isInstanceOf(SocketException.class);
            }
            assertThat(effects.poll() != null).as(fault.name()).isEqualTo(fault == Fault.STALL_AFTER);
        }
    }

    @Test
    void tellsOfErrorsWithAndWithoutEffect() throws Exception {
        assertThat(toldOf(Fault.BUSY, PLAIN)).startsWith("HTTP/1.1 503").contains("<Code>SlowDown</Code>");
        assertThat(toldOf(Fault.ERROR_IN_SUCCESS_BEFORE, COMPLETE))
                .startsWith("HTTP/1.1 200")
                .contains("<Code>InternalError</Code>");
        assertThat(effects).isEmpty();

        assertThat(toldOf(Fault.ERROR_AFTER, PLAIN)).startsWith("HTTP/1.1 500");
        assertThat(toldOf(Fault.ERROR_IN_SUCCESS_AFTER, COMPLETE))
                .startsWith("HTTP/1.1 200")
                .contains("<Code>InternalError</Code>");
        assertThat(effects).hasSize(2);
    }

    @Test
    void letsRequestsTakeEffectLateOrTwice() throws Exception {
        try (var proxy = proxy(Optional.of(Fault.LATE));
                var client = connect(proxy)) {
            send(client, PLAIN, "late");
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(effects.poll(1, TimeUnit.MINUTES)).isEqualTo("late");
        }
        try (var proxy = proxy(Optional.of(Fault.TWICE));
                var client = connect(proxy)) {
            send(client, PLAIN, "twice");
            assertThat(answer(client)).startsWith("HTTP/1.1 200").endsWith(ANSWER);
            assertThat(effects.poll(1, TimeUnit.MINUTES)).isEqualTo("twice");
            assertThat(effects.poll(1, TimeUnit.MINUTES)).isEqualTo("twice");
        }
    }

    @Test
    void answersWithASuccessfulErrorOnlyWhereS3Does() throws Exception {
        var put = new HttpMessage(List.of(PLAIN), new byte[0]);

        assertThat(Fault.ERROR_IN_SUCCESS_AFTER.befalls(put)).isFalse();
        assertThat(Fault.ERROR_IN_SUCCESS_AFTER.befalls(put.with("x-amz-copy-source: lake/key")))
                .isTrue();
    }

    private String toldOf(Fault fault, String startLine) throws IOException {
        try (var proxy = proxy(Optional.of(fault));
                var client = connect(proxy)) {
            send(client, startLine, "a body");
            return answer(client);
        }
    }

    private FaultyProxy proxy(Optional<Fault> fault) throws IOException {
        var fates = new Fates() {
            @Override
            public Optional<Fault> fault(HttpMessage request) {
                return fault;
            }

            @Override
            public byte[] cut(HttpMessage message) {
                return message.cut(false, 0.5);
            }

            @Override
            public long pauseMillis() {
                return 1;
            }
        };
        return FaultyProxy.start(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Service.S3, fates);
    }

    private static Socket connect(FaultyProxy proxy) throws IOException {
        return new Socket(proxy.endpoint().getHost(), proxy.endpoint().getPort());
    }

    private static void send(Socket client, String startLine, String body) throws IOException {
        client.getOutputStream()
                .write((startLine + "\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(UTF_8));
    }

    private static String answer(Socket client) throws IOException {
        var in = client.getInputStream();
        return new String(HttpMessage.readBody(HttpMessage.readHead(in), in).bytes(), UTF_8);
    }
}
