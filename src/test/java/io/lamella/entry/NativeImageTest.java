package io.lamella.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import io.lamella.entry.cli.Commands;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/// That what the native executable is told of libraries and commands is so: it is built where a GraalVM is, and these tests run
/// everywhere.
class NativeImageTest {
    private static final String OWN = "/META-INF/native-image/io.lamella/lamella/";
    private static final String COMMANDS = "/META-INF/native-image/picocli-generated/io.lamella/lamella/";

    /// The libraries whose native code looks into Java.
    private static final List<Class<?>> WITH_NATIVE_CODE = List.of(Zstd.class, Snappy.class);

    @Test
    void everyClassWithNativeMethodsIsRegistered() throws IOException, ClassNotFoundException {
        var registered = names(OWN + "jni-config.json");

        for (var library : WITH_NATIVE_CODE) {
            for (var name : classes(library)) {
                // Not initialized: that would load the library.
                var type = Class.forName(name, false, library.getClassLoader());
                boolean isNative = Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> Modifier.isNative(method.getModifiers()));
                if (isNative && !name.contains("BitShuffle")) {
                    assertThat(registered).contains(name);
                }
            }
        }
    }

    @Test
    void everyRegisteredClassIsThere() throws IOException, ClassNotFoundException {
        for (var name : names(OWN + "jni-config.json")) {
            assertThat(Class.forName(name, false, getClass().getClassLoader())).isNotNull();
        }
    }

    @Test
    void everyResourceIsThere() throws IOException {
        var entries = new HashSet<String>();
        for (var library : WITH_NATIVE_CODE) {
            try (var jar = new JarFile(jar(library).toFile())) {
                jar.stream().forEach(entry -> entries.add(entry.getName()));
            }
        }
        for (var include : json(OWN + "resource-config.json").at("/resources/includes")) {
            var pattern = Pattern.compile(include.path("pattern").asText());
            assertThat(entries.stream().anyMatch(pattern.asMatchPredicate())
                            || getClass()
                                            .getResource("/"
                                                    + include.path("pattern")
                                                            .asText()
                                                            .replace("\\", ""))
                                    != null)
                    .as(pattern.pattern())
                    .isTrue();
        }
    }

    @Test
    void everyCommandIsRegistered() throws IOException {
        assertThat(names(COMMANDS + "reflect-config.json")).containsAll(Commands.classNames());
    }

    private Set<String> names(String resource) throws IOException {
        var names = new TreeSet<String>();
        StreamSupport.stream(json(resource).spliterator(), false)
                .map(entry -> entry.path("name").asText())
                .forEach(names::add);
        assertThat(names).isNotEmpty();
        return names;
    }

    private JsonNode json(String resource) throws IOException {
        try (var stream = getClass().getResourceAsStream(resource)) {
            assertThat(stream).as(resource).isNotNull();
            return new ObjectMapper().readTree(stream);
        }
    }

    /// The classes beside `library`, in its package, but for one that wants OSGi.
    private static List<String> classes(Class<?> library) throws IOException {
        var folder = library.getPackageName().replace('.', '/') + "/";
        try (var jar = new JarFile(jar(library).toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder)
                            && name.endsWith(".class")
                            && !name.endsWith("BundleActivator.class")
                            && name.indexOf('/', folder.length()) < 0)
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    private static Path jar(Class<?> library) {
        return Path.of(
                library.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
