package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A tab of a browser without a window, which is driven by the protocol of its developer tools: keys that are pressed here go the way that real
/// ones go.
final class BrowserTab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final HttpClient http;
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

    private BrowserTab(Process process, HttpClient http, URI tab) {
        this.process = process;
        this.http = http;
        this.socket = http.newWebSocketBuilder().buildAsync(tab, new Answers()).join();
    }

    /// @param scratch a folder for what the browser keeps
    static BrowserTab open(Browser browser, Path scratch) throws IOException, InterruptedException {
        var profile = scratch.resolve("profile");
        var process = new ProcessBuilder(List.of(
                        browser.executable().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"))
                .redirectOutput(scratch.resolve("browser.out").toFile())
                .redirectError(scratch.resolve("browser.log").toFile())
                .start();
        try {
            var port = profile.resolve("DevToolsActivePort");
            await("the browser listens").atMost(PATIENCE).until(() -> Files.exists(port) && lines(port) >= 2);
            var http = HttpClient.newHttpClient();
            var list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list");
            var tab = new BrowserTab(process, http, tab(http, list));
            // A window that no window manager gave the focus tells its elements nothing of theirs.
            tab.call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
            return tab;
        } catch (RuntimeException | IOException | InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static long lines(Path file) throws IOException {
        return Files.readAllLines(file).size();
    }

    private static URI tab(HttpClient http, URI list) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString());
        for (var each : JSON.readTree(answer.body())) {
            if (each.path("type").asText().equals("page")) {
                return URI.create(each.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IllegalStateException("the browser has no tab: " + answer.body());
    }

    JsonNode call(String method, Map<String, Object> parameters) throws IOException {
        int id = calls.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        answers.put(id, answer);
        var text = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(text, true).join();
        var json = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(json.path("error").isMissingNode()).as(text + json).isTrue();
        return json.path("result");
    }

    /// Goes to a page and waits until its scripts ran.
    void show(String url) throws IOException {
        call("Page.navigate", Map.of("url", url));
        awaitTrue("location.href !== 'about:blank' && document.readyState === 'complete'");
    }

    /// What an expression is in the page, which must be JSON.
    JsonNode value(String expression) throws IOException {
        var answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        assertThat(answer.path("exceptionDetails").isMissingNode())
                .as(answer.toString())
                .isTrue();
        return answer.path("result").path("value");
    }

    void awaitTrue(String expression) {
        await(expression).atMost(PATIENCE).until(() -> value(expression).asBoolean());
    }

    void window(int width, int height, boolean dark) throws IOException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /// Presses a key and lets it go.
    ///
    /// @param text what it types; empty for none
    void press(String key, int code, String text) throws IOException {
        var down = text.isEmpty() ? "rawKeyDown" : "keyDown";
        call(
                "Input.dispatchKeyEvent",
                Map.of("type", down, "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    /// @param whole whether all of the page is taken, or what is seen of it
    void screenshot(Path file, boolean whole) throws IOException {
        var png = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(png.path("data").asText()));
    }

    @Override
    public void close() {
        // Its children write to the profile as long as they live.
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        if (!endsByItself()) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        socket.abort();
        http.shutdownNow();
        all.forEach(one -> one.onExit().join());
    }

    /// A browser that is killed leaves files in the temporary directory of the machine.
    private boolean endsByItself() {
        var end = JSON.createObjectNode().put("id", calls.incrementAndGet()).put("method", "Browser.close");
        return socket.sendText(end.toString(), true)
                .thenCompose(_ -> process.onExit())
                .handle((_, broken) -> broken == null)
                .completeOnTimeout(false, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /// Answers may come in pieces.
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
            text.append(piece);
            if (last) {
                answer(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void answer(String message) {
            try {
                var json = JSON.readTree(message);
                var waiting = answers.remove(json.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(json);
                }
            } catch (IOException e) {
                throw new IllegalStateException(message, e);
            }
        }
    }
}
