package io.lamella.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.lamella.entry.cli.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/// That what the native executable is told of libraries and commands is so: it is built where a GraalVM is, and these tests run
/// everywhere.
class NativeImageTest {
    private static final String OWN = "/META-INF/native-image/io.lamella/lamella/";
    private static final String OF_COMMANDS = "/META-INF/native-image/io.lamella/command/";
    private static final List<String> OF_CODECS =
            List.of("/META-INF/native-image/io.lamella/amd64/", "/META-INF/native-image/io.lamella/aarch64/");
    private static final Path RESOURCES = Path.of("src", "main", "resources");
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
    void everyPatternOfResourcesMatches() throws IOException {
        var resources = ownResources();
        for (var library : WITH_NATIVE_CODE) {
            try (var jar = new JarFile(jar(library).toFile())) {
                jar.stream().forEach(entry -> resources.add(entry.getName()));
            }
        }

        assertThat(Stream.concat(Stream.of(OWN, OF_COMMANDS), OF_CODECS.stream())
                        .flatMap(this::patterns))
                .isNotEmpty()
                .allSatisfy(pattern -> assertThat(resources).anyMatch(pattern.asMatchPredicate()));
    }

    /// But for what Quarkus registers, or reads when it builds, and the schema of the configuration, which only editors read.
    @Test
    void everyResourceIsRegistered() throws IOException {
        var patterns = Stream.of(OWN, OF_COMMANDS).flatMap(this::patterns).toList();

        assertThat(ownResources())
                .filteredOn(name -> !name.startsWith("META-INF/")
                        && !name.equals("application.properties")
                        && !name.equals("lamella.schema.json"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(patterns)
                        .anyMatch(pattern -> pattern.matcher(name).matches()));
    }

    @Test
    void everyCommandIsRegistered() {
        assertThat(names(COMMANDS + "reflect-config.json")).containsAll(Commands.classNames());
    }

    /// A substitution whose target is gone fails the native build, which runs where a GraalVM is.
    @Test
    void theSubstitutionHasItsTarget() throws ClassNotFoundException {
        var substitution = Class.forName("io.lamella.entry.lambda.PollingOnLambdaAlone");
        var target = substitution.getAnnotation(TargetClass.class).value();

        assertThat(substitution.getDeclaredMethods())
                .filteredOn(method -> method.isAnnotationPresent(Substitute.class))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(target.getDeclaredMethod(method.getName(), method.getParameterTypes())
                                .getReturnType())
                        .isEqualTo(method.getReturnType()));
    }

    private Stream<Pattern> patterns(String folder) {
        return StreamSupport.stream(
                        json(folder + "resource-config.json")
                                .at("/resources/includes")
                                .spliterator(),
                        false)
                .map(include -> Pattern.compile(include.path("pattern").asText()));
    }

    private static Set<String> ownResources() throws IOException {
        try (var files = Files.walk(RESOURCES)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> RESOURCES.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Set<String> names(String resource) {
        var names = new TreeSet<String>();
        StreamSupport.stream(json(resource).spliterator(), false)
                .map(entry -> entry.path("name").asText())
                .forEach(names::add);
        assertThat(names).isNotEmpty();
        return names;
    }

    private JsonNode json(String resource) {
        try (var stream = getClass().getResourceAsStream(resource)) {
            assertThat(stream).as(resource).isNotNull();
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
