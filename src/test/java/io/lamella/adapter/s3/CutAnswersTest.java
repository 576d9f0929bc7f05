package io.lamella.adapter.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.StoreException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Answers that end after any number of bytes, because the connection does: they are no answers, wherever they are cut.
class CutAnswersTest {
    private static final String BUCKET = "lake";
    private static final String BODY = "0123456789";
    private static final String OBJECT = """
            HTTP/1.1 200 OK\r
            Content-Length: 10\r
            ETag: "e"\r
            Last-Modified: Sun, 01 Nov 2026 00:00:00 GMT\r
            Content-Range: bytes 0-9/10\r
            x-amz-request-id: 1\r
            \r
            """;
    private static final String LIST = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key>\
            <LastModified>2026-11-01T00:00:00.000Z</LastModified><ETag>"e"</ETag><Size>1</Size></Contents></ListBucketResult>""";

    /// Beyond all time-outs of the client.
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Pattern CUT = Pattern.compile("(?:cut|once)-(\\d+)(?:-\\d+)?");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket server;
    private S3AsyncClient client;
    private S3Client waiting;
    private S3Store store;
    private S3Store loads;
    private volatile String answer = "";
    private final Set<String> cutOnce = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.execute(this::listen);
        var endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
        client = LocalS3.client(endpoint, 500);
        waiting = LocalS3.waitingClient(endpoint, 500);
        store = new S3Store(client, threads);
        loads = new S3Store(client, new WaitingReads(waiting, 500), threads);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        waiting.close();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void doesNotTakeTheBeginningOfAnObjectForAll() {
        answer = OBJECT + BODY;
        var range = ByteRange.whole(BODY.length());

        requireAllOrUnknown(cut -> text(store.stream(at(cut), range, "e")));
        requireAllOrUnknown(cut -> text(store.read(at(cut), range, "e").toMulti()));
        requireAllOrUnknown(cut -> text(loads.read(at(cut), range, "e").toMulti()));
        requireAllOrUnknown(
                cut -> text(store.get(at(cut)).map(all -> all.bytes()).toMulti()));
    }

    @Test
    void doesNotTakeTheBeginningOfAListForAll() {
        answer = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: " + LIST.length() + "\r\n\r\n"
                + LIST;

        for (var each : List.of(store, loads)) {
            requireAllOrUnknown(cut -> each.list(BUCKET, "cut-" + cut)
                    .collect()
                    .asList()
                    .map(objects -> objects.size() == 1 ? BODY : objects.toString()));
        }
    }

    @Test
    void asksAgainForAListThatWasCut() {
        answer = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: " + LIST.length() + "\r\n\r\n"
                + LIST;

        for (var each : List.of(store, loads)) {
            for (int missing : List.of(1, LIST.length() / 2)) {
                var prefix = "once-" + (answer.length() - missing) + "-" + System.identityHashCode(each);
                assertThat(each.list(BUCKET, prefix).collect().asList().await().atMost(LIMIT))
                        .as("without its last %d bytes", missing)
                        .hasSize(1);
                assertThat(cutOnce).contains(prefix);
            }
        }
    }

    @Test
    void asksAgainForARangeThatWasCut() {
        answer = OBJECT + BODY;

        for (var each : List.of(store, loads)) {
            for (int missing : List.of(1, BODY.length())) {
                var key = "once-" + (answer.length() - missing) + "-" + System.identityHashCode(each);
                var read = each.read(new Location(BUCKET, key), ByteRange.whole(BODY.length()), "e");
                assertThat(read.await().atMost(LIMIT))
                        .as("without its last %d bytes", missing)
                        .isEqualTo(UTF_8.encode(BODY));
                assertThat(cutOnce).contains(key);
            }
        }
    }

    @Test
    void doesNotTakeTheBeginningOfADescriptionForAll() {
        answer = OBJECT;
        requireAllOrUnknown(cut -> store.head(at(cut)).map(info -> info.size() == BODY.length() ? BODY : ""));

        answer = OBJECT.replace("Content-Length: 10", "Content-Length: 0");
        requireAllOrUnknown(cut -> store.put(at(cut), ByteBuffer.allocate(1), Condition.ALWAYS)
                .map(etag -> etag.equals("e") ? BODY : etag));
    }

    /// @param call asks for something whose answer is cut after so many bytes, and answers the body if all of it came
    private void requireAllOrUnknown(IntFunction<Uni<String>> call) {
        List<Uni<Void>> calls = new ArrayList<>();
        IntStream.range(1, answer.length())
                .forEach(cut -> calls.add(call.apply(cut)
                        .invoke(text -> assertThat(text)
                                .as("after %d bytes: %s", cut, answer.substring(0, cut))
                                .isEqualTo(BODY))
                        .replaceWithVoid()
                        .ifNoItem()
                        .after(LIMIT)
                        .failWith(() -> new AssertionError(
                                "no end after %d bytes: %s".formatted(cut, answer.substring(0, cut))))
                        .onFailure(StoreException.class)
                        .recoverWithUni(failure -> {
                            assertThat(failure.reason()).isEqualTo(StoreException.Reason.UNKNOWN);
                            return Uni.createFrom().voidItem();
                        })));
        Uni.join().all(calls).andCollectFailures().await().indefinitely();
    }

    private static Location at(int cut) {
        return new Location(BUCKET, "cut-" + cut);
    }

    private static Uni<String> text(Multi<ByteBuffer> buffers) {
        return buffers.map(buffer -> UTF_8.decode(buffer).toString())
                .collect()
                .asList()
                .map(texts -> String.join("", texts));
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                var connection = server.accept();
                threads.execute(() -> answer(connection));
            } catch (IOException e) {
                // It was closed.
            }
        }
    }

    private void answer(Socket connection) {
        try (connection;
                var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
            var cut = CUT.matcher(Optional.ofNullable(in.readLine()).orElse(""));
            for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("Expect:")) {
                    connection.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(UTF_8));
                }
            }
            if (cut.find()) {
                boolean isWhole = cut.group().startsWith("once") && !cutOnce.add(cut.group());
                int length = isWhole ? answer.length() : Integer.parseInt(cut.group(1));
                connection.getOutputStream().write(answer.getBytes(UTF_8), 0, length);
            }
        } catch (IOException e) {
            // The client gave up.
        }
    }
}
