package io.lamella.bench;

import io.lamella.adapter.s3.LocalS3;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// S3Proxy on the loopback interface, in a process of its own, so that what it takes of the processor is not counted as Lamella's.
final class S3Server implements AutoCloseable {
    /// For an object that landed, and what is staged of it.
    private static final String HEAP = "-Xmx6g";

    private final Process process;
    private final URI endpoint;

    private S3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /// Serves until the standard input ends, and says first where.
    ///
    /// @param args the folder that keeps the objects; none to keep them in memory
    public static void main(String[] args) throws IOException {
        QuietLog.install();
        try (var server = args.length == 0 ? LocalS3.start() : LocalS3.start(Path.of(args[0]))) {
            System.out.println(server.endpoint());
            System.in.readAllBytes();
        }
    }

    /// @param folder for what it logs
    static S3Server start(Path folder) throws IOException {
        return start(folder, JavaCommand.of(S3Server.class, HEAP));
    }

    /// @param objects the folder that keeps them
    static S3Server start(Path folder, Path objects) throws IOException {
        return start(folder, JavaCommand.of(S3Server.class, HEAP, objects.toString()));
    }

    private static S3Server start(Path folder, List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(folder.resolve("s3proxy.log").toFile())
                .start();
        var printed = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = printed.readLine();
        while (line != null && !line.startsWith("http://")) {
            line = printed.readLine();
        }
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("S3Proxy must start; see " + folder.resolve("s3proxy.log"));
        }
        return new S3Server(process, URI.create(line));
    }

    URI endpoint() {
        return endpoint;
    }

    /// Seconds of a processor since it started.
    double cpu() {
        return Cost.cpu(process);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
