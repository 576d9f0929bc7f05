package io.lamella.entry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A server on loopback that answers as S3 does of a bucket with one object, for [StartRecording]: lists it, and gets its ranges.
final class SampleBucket implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final String MODIFIED = "2026-01-01T00:00:00.000Z";
    private static final String MODIFIED_AS_HEADER = "Thu, 01 Jan 2026 00:00:00 GMT";
    private static final String ETAG = "\"sample\"";

    private final HttpServer server;
    private final String key;
    private final byte[] content;

    private SampleBucket(HttpServer server, String key, byte[] content) {
        this.server = server;
        this.key = key;
        this.content = content;
    }

    /// Serves a file by its name, in whatever bucket is asked for.
    static SampleBucket of(Path file) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var bucket = new SampleBucket(
                HttpServer.create(loopback, 0), String.valueOf(file.getFileName()), Files.readAllBytes(file));
        bucket.server.createContext("/", bucket::answer);
        bucket.server.start();
        return bucket;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var range =
                    RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
            if (range.matches()) {
                send(exchange, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)) + 1);
            } else {
                list(exchange);
            }
        }
    }

    /// See [GetObject](https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
    private void send(HttpExchange exchange, int from, int to) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("ETag", ETAG);
        headers.set("Last-Modified", MODIFIED_AS_HEADER);
        headers.set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        exchange.sendResponseHeaders(206, to - from);
        exchange.getResponseBody().write(content, from, to - from);
    }

    /// See [ListObjectsV2](https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).
    private void list(HttpExchange exchange) throws IOException {
        var list = """
                <ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>%s</Key><LastModified>%s</LastModified>\
                <ETag>%s</ETag><Size>%d</Size></Contents></ListBucketResult>""".formatted(key, MODIFIED, ETAG, content.length).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, list.length);
        exchange.getResponseBody().write(list);
    }
}
