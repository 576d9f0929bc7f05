package io.lamella.entry.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// What is uploaded to Lambda, as the build packaged it.
record FunctionZip(Path file) {
    /// The package for a JVM, and that of a native executable where this build made one.
    static Stream<FunctionZip> ofThisBuild() {
        return Stream.of(System.getProperty("function.packages").split(","))
                .map(file -> new FunctionZip(Path.of(file).toAbsolutePath()));
    }

    /// Whether what is unpacked in `folder` is a native executable.
    static boolean isNative(Path folder) {
        return Files.exists(bootstrap(folder));
    }

    static Path bootstrap(Path folder) {
        return folder.resolve("bootstrap");
    }

    long bytes() throws IOException {
        return Files.size(file);
    }

    /// Unpacks it as Lambda does; answers the bytes that it takes then.
    long unpack(Path folder) throws IOException {
        long bytes = 0;
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                var target = folder.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                try (var content = zip.getInputStream(entry)) {
                    bytes += Files.copy(content, target);
                }
            }
        }
        if (isNative(folder) && !bootstrap(folder).toFile().setExecutable(true)) {
            throw new IOException(bootstrap(folder) + " cannot be made executable");
        }
        return bytes;
    }

    @Override
    public String toString() {
        return Path.of("").toAbsolutePath().relativize(file).toString();
    }
}
