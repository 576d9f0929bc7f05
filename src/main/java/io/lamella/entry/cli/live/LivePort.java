package io.lamella.entry.cli.live;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A port of this machine that was taken for the page. Whoever asks waits until it is served.
public final class LivePort implements AutoCloseable {
    private final HttpServer server;

    /// @param port on 127.0.0.1; 0 for any that is free
    public LivePort(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the page cannot be served on port " + port + ": " + e.getMessage()
                            + ". Choose a port that is free with --ui-port",
                    e);
        }
    }

    HttpServer server() {
        return server;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
