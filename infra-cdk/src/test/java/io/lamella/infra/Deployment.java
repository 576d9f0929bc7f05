package io.lamella.infra;

import io.lamella.entry.wiring.config.ConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;

/// A deployment to be: a configuration and settings, of which a stack is made.
///
/// @param config the text of `lamella.yaml`
/// @param settings by name
record Deployment(String config, Map<String, Object> settings) {
    static final String EVENTS = """
            lake:
              bucket: lake
              interval: 5m
            datasets:
              events:
                source: s3://landing/events/**/*.csv
                columns:
                  id: string required
                  at: timestamp required
                partitions:
                  - date: day(at)
            """;

    /// Of this run; what an earlier one left there is removed. The CDK reads from it until a template is asked for.
    private static final Path FOLDER = emptied(Path.of("target", "deployments"));

    Deployment {
        settings = Map.copyOf(settings);
    }

    private static Path emptied(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var paths = Files.walk(folder)) {
                for (var path : paths.skip(1).sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            return folder.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One dataset, and no setting but the e-mail address.
    static Deployment ofEvents() {
        return of(EVENTS);
    }

    /// The same, whose sweeper merges folders of others and seals parts as well.
    static Deployment ofFoldersOfOthers() {
        return of(EVENTS + "    seal-after: 2d\nmerge:\n  sources: [s3://exports/daily, s3://more]\n");
    }

    static Deployment of(String config) {
        return new Deployment(config, Map.of("email", "ops@example.com"));
    }

    Deployment with(String name, Object value) {
        var more = new HashMap<>(settings);
        more.put(name, value);
        return new Deployment(config, more);
    }

    Deployment without(String name) {
        var less = new HashMap<>(settings);
        less.remove(name);
        return new Deployment(config, less);
    }

    LamellaStack stack() {
        try {
            var folder = Files.createTempDirectory(FOLDER, "stack");
            var file = Files.writeString(folder.resolve("lamella.yaml"), config);
            var context = new HashMap<>(settings);
            context.put("config", file.toString());
            context.putIfAbsent(
                    "package", zip(folder, "io/lamella/Some.class", new byte[0]).toString());
            var app = new App(AppProps.builder()
                    .context(context)
                    .outdir(folder.resolve("cdk.out").toString())
                    .build());
            var read = Settings.of(app.getNode());
            return new LamellaStack(app, "Lamella", StackProps.builder().build(), ConfigLoader.load(file), read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Template template() {
        return Template.fromStack(stack());
    }

    /// The package of an executable for x86_64, up to where that is said.
    static Path nativePackage(Path folder) throws IOException {
        var header = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 0x464c457f).putShort(18, (short) 62);
        return zip(Files.createDirectories(folder.resolve("native")), "bootstrap", header.array());
    }

    static Path zip(Path folder, String name, byte[] content) throws IOException {
        var zip = folder.resolve("function.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip), StandardCharsets.UTF_8)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        return zip;
    }
}
