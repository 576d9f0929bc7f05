package io.lamella.entry.cli.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamella.entry.wiring.QueueDepth;
import io.lamella.pipeline.ObjectInfo;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Serves the page to browsers of this machine. All that can be asked for is listed here; keys are looked up among those that are shown.
public final class LiveServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LiveServer.class.getName());
    private static final String KEY = "key=";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Source source;
    private final InstantSource clock;
    private final Map<String, Answer> files = Map.of(
            "/", Answer.resource("live.html", "text/html"),
            "/live.css", Answer.resource("live.css", "text/css"),
            "/live.js", Answer.resource("live.js", "text/javascript"));

    /// Where it has what it shows from.
    ///
    /// @param queues answers how full they are
    /// @param drawing makes the page of one part
    public record Source(WorkLog work, LakeView view, Supplier<Uni<List<QueueDepth>>> queues, Drawing drawing) {}

    /// Draws a part.
    @FunctionalInterface
    public interface Drawing {
        String html(ObjectInfo part) throws IOException;
    }

    /// @param port is closed with the server
    public LiveServer(LivePort port, Source source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.server = port.server();
        server.createContext("/", this::handle);
        server.setExecutor(executor);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var refusal = Guard.refusal(exchange.getRequestMethod(), exchange.getRequestHeaders());
            var answer = refusal.isPresent() ? refusal.get() : answer(exchange);
            answer.send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        try {
            return switch (path) {
                case "/state.json" -> state();
                case "/part" ->
                    part(Optional.ofNullable(exchange.getRequestURI().getRawQuery()));
                default ->
                    Optional.ofNullable(files.get(path)).orElseGet(() -> Answer.refusal(404, "There is no such page."));
            };
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "the page cannot show " + path + ": " + e.getMessage(), e);
            return Answer.refusal(500, "This cannot be shown: " + PlainText.of(String.valueOf(e.getMessage()), 400));
        }
    }

    private Answer state() {
        var lake = source.view().lake();
        var queues = source.queues()
                .get()
                .onFailure()
                .recoverWithItem(List.of())
                .await()
                .indefinitely();
        var name = "s3://" + lake.bucket() + "/" + lake.keys().prefix();
        return Answer.json(new StateJson(clock.instant())
                .write(name, queues, source.work().state(), source.view().look()));
    }

    private Answer part(Optional<String> query) throws IOException {
        var shown = query.filter(text -> text.startsWith(KEY))
                .map(text -> URLDecoder.decode(text.substring(KEY.length()), StandardCharsets.UTF_8))
                .flatMap(key -> source.view().last().part(key));
        if (shown.isEmpty()) {
            return Answer.refusal(
                    404, "There is no such part among those that are shown. Go back, and choose another.");
        }
        // It may have been appended to since.
        var now = source.view()
                .lake()
                .store()
                .head(shown.get().location())
                .await()
                .indefinitely();
        return Answer.drawing(source.drawing().html(now));
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
