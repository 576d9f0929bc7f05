package io.lamella.entry.cli.live;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// What a request is answered with.
///
/// @param policy what a browser lets the content do
record Answer(int status, String type, byte[] content, String policy) {
    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    /// Script, style and data of this server only.
    private static final String OWN =
            NOTHING + "; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'";
    /// Such a page says itself what it lets run.
    private static final String DRAWING = "frame-ancestors 'none'";

    static Answer json(String text) {
        return new Answer(200, "application/json", text.getBytes(StandardCharsets.UTF_8), NOTHING);
    }

    static Answer drawing(String html) {
        return new Answer(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), DRAWING);
    }

    static Answer refusal(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), NOTHING);
    }

    static Answer resource(String name, String type) {
        try (InputStream in = Objects.requireNonNull(Answer.class.getResourceAsStream(name), name)) {
            return new Answer(200, type + "; charset=utf-8", in.readAllBytes(), OWN);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    void send(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || content.length == 0 ? -1 : content.length);
        if (!head) {
            exchange.getResponseBody().write(content);
        }
    }
}
