package io.lamella.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Runtime;

/// The zip that all three functions run. What is in it says what it runs on: a native executable has a `bootstrap`, made for
/// one kind of processor, and anything else is for the JVM.
///
/// @param handler the entry point that Lambda calls; a native executable has its own
record FunctionPackage(Path zip, Runtime runtime, String handler, Architecture architecture) {
    private static final String BOOTSTRAP = "bootstrap";
    private static final String JVM_HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

    /// Up to the field that names the machine, `e_machine`: two bytes at 18.
    private static final int ELF_HEADER_BYTES = 20;

    private static final int ELF_MAGIC = 0x464c457f;
    private static final int ELF_X86_64 = 62;
    private static final int ELF_AARCH64 = 183;

    /// @param wanted the architecture that was asked for
    static FunctionPackage read(Path zip, Optional<String> wanted) {
        if (!Files.isRegularFile(zip)) {
            throw Setting.PACKAGE.mustBe("the package of the functions, which `./mvnw install` makes,", zip.toString());
        }
        try (var file = new ZipFile(zip.toFile())) {
            ZipEntry bootstrap = file.getEntry(BOOTSTRAP);
            if (bootstrap == null) {
                return new FunctionPackage(zip, Runtime.JAVA_25, JVM_HANDLER, architecture(wanted.orElse("arm64")));
            }
            try (var content = file.getInputStream(bootstrap)) {
                String made = machine(content.readNBytes(ELF_HEADER_BYTES), zip);
                wanted.filter(other -> !other.equals(made)).ifPresent(other -> {
                    throw Setting.ARCHITECTURE.mustBe(made + ", which " + zip + " was made for,", other);
                });
                return new FunctionPackage(zip, Runtime.PROVIDED_AL2023, BOOTSTRAP, architecture(made));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(zip + " cannot be read", e);
        }
    }

    /// Whether Lambda's own Java runs it, which is what can start from a snapshot.
    boolean runsOnJava() {
        return runtime.equals(Runtime.JAVA_25);
    }

    private static String machine(byte[] start, Path zip) {
        if (start.length == ELF_HEADER_BYTES) {
            var header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
            int machine = header.getInt(0) == ELF_MAGIC ? header.getShort(18) : 0;
            if (machine == ELF_X86_64) {
                return "x86_64";
            }
            if (machine == ELF_AARCH64) {
                return "arm64";
            }
        }
        throw Setting.PACKAGE.mustBe(
                "a zip whose bootstrap is an executable for Linux on x86_64 or arm64 (build it with"
                        + " -Dquarkus.native.container-build=true)",
                zip.toString());
    }

    private static Architecture architecture(String name) {
        return name.equals("arm64") ? Architecture.ARM_64 : Architecture.X86_64;
    }
}
