package io.lamella.adapter.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// A server in front of S3 that passes on what is asked for, and fails the first time that a range is: by turns with a 503, and with a body
/// that is cut in the middle.
public final class FaultyReads implements AutoCloseable {
    private static final Set<String> PASSED_ON = Set.of("range", "if-match");
    private static final Set<String> OURS = Set.of("content-length", "connection", "date", "transfer-encoding");

    private final URI s3;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();

    private FaultyReads(URI s3, HttpServer server) {
        this.s3 = s3;
        this.server = server;
    }

    public static FaultyReads of(LocalS3 s3) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var faulty = new FaultyReads(s3.endpoint(), server);
        server.setExecutor(faulty.threads);
        server.createContext("/", faulty::answer);
        server.start();
        return faulty;
    }

    /// A client that goes through it. Its caller closes it.
    public S3AsyncClient client() {
        return LocalS3.client(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 16);
    }

    /// How many reads were answered with a 503.
    public int refused() {
        return refused.get();
    }

    /// How many bodies were cut.
    public int cut() {
        return cut.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        boolean fails = range != null && asked.add(exchange.getRequestURI() + " " + range);
        if (fails && asked.size() % 2 == 1) {
            refused.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        var answer = asked(exchange);
        answer.headers().map().forEach((name, values) -> {
            if (!OURS.contains(name)) {
                exchange.getResponseHeaders().put(name, List.copyOf(values));
            }
        });
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        if (fails) {
            cut.incrementAndGet();
        }
        exchange.getResponseBody().write(body, 0, fails ? body.length / 2 : body.length);
        // Short of what it promised, the server closes the connection.
        exchange.close();
    }

    private HttpResponse<byte[]> asked(HttpExchange exchange) throws IOException {
        var request = HttpRequest.newBuilder(s3.resolve(exchange.getRequestURI()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        http.close();
    }
}
