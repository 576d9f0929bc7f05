package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.amazon.lambda.runtime.MockEventServer;
import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import io.vertx.ext.web.RoutingContext;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/// An unpacked package, run as Lambda runs it. A native executable is its own runtime; anything else gets AWS' runtime loop in a
/// JVM of its own, with nothing on its class path but the loop and what the package brings. Both fetch events over HTTP.
final class LambdaFunction implements AutoCloseable {
    /// A cold start takes two seconds alone, and half a minute when a busy machine builds beside it.
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventServer events = new EventServer();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final Path output;
    private final Path loadedClasses;

    /// @param folder where the package is unpacked
    /// @param memoryMb of the function; Lambda gives most of it to the heap
    static LambdaFunction start(Path folder, String handler, int memoryMb, Map<String, String> environment)
            throws IOException {
        return new LambdaFunction(folder, handler, memoryMb, environment);
    }

    private LambdaFunction(Path folder, String handler, int memoryMb, Map<String, String> environment)
            throws IOException {
        events.start(0);
        output = Files.createTempFile(handler, ".log");
        loadedClasses = Files.createTempFile(handler, ".classes");
        var builder = new ProcessBuilder(command(folder, memoryMb))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        var variables = builder.environment();
        variables.putAll(environment);
        variables.put("QUARKUS_LAMBDA_HANDLER", handler);
        variables.put("LAMBDA_TASK_ROOT", folder.toString());
        variables.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + events.getPort() + MockEventServer.BASE_PATH);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", handler);
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memoryMb));
        process = builder.start();
    }

    private List<String> command(Path folder, int memoryMb) {
        if (FunctionZip.isNative(folder)) {
            // On Lambda it takes this share of all the memory there is; here that would be the machine's.
            return List.of(FunctionZip.bootstrap(folder).toString(), "-Xmx" + memoryMb * 75 / 100 + "m");
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memoryMb * 85 / 100 + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Without a count the JVM would put the file that is there aside, under another name.
                "-Xlog:class+load:file=" + loadedClasses + "::filecount=0",
                "-cp",
                runtimeClassPath(),
                AWSLambda.class.getName(),
                QuarkusStreamHandler.class.getName() + "::handleRequest");
    }

    private static String runtimeClassPath() {
        return Stream.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// Posts an event and answers what the handler answered.
    String invoke(String event) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + events.getPort() + MockEventServer.POST_EVENT))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.statusCode() + " " + response.body() + "\n" + output());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError("no answer; the function wrote:\n" + output(), e);
        }
    }

    /// What the function wrote to its log.
    String output() throws IOException {
        return Files.readString(output);
    }

    /// The lines of it that are JSON. The JVM's own warnings are not.
    List<JsonNode> json() throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(output)) {
            if (line.startsWith("{")) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /// The names of all classes that were loaded so far; none of a native executable, which has them from the start.
    List<String> loadedClasses() throws IOException {
        var names = new ArrayList<String>();
        for (var line : Files.readAllLines(loadedClasses)) {
            int at = line.indexOf("] ");
            int end = line.indexOf(" source:");
            if (at >= 0 && end > at) {
                names.add(line.substring(line.lastIndexOf("] ", end) + 2, end));
            }
        }
        return names;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            events.close();
            Files.delete(output);
            Files.delete(loadedClasses);
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Quarkus' stand-in for Lambda's runtime API, which also says until when an invocation may run, and answers at once when a
    /// function that starts from a snapshot asks for its restore.
    private static final class EventServer extends MockEventServer {
        @Override
        public void setupRoutes() {
            super.setupRoutes();
            router.get(BASE_PATH + "/2018-06-01/runtime/restore/next")
                    .handler(context -> context.response().end());
        }

        @Override
        public void nextEvent(RoutingContext context) {
            context.addHeadersEndHandler(sent -> context.response()
                    .putHeader(
                            "Lambda-Runtime-Deadline-Ms",
                            Long.toString(System.currentTimeMillis() + TIMEOUT.toMillis())));
            super.nextEvent(context);
        }
    }
}
