package io.lamella.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The pipeline without one of its guards: the edited sources are compiled, and everything of Lamella is loaded anew with them.
final class Unguarded extends ClassLoader {
    private static final Path SOURCES = Path.of("src/main/java/io/lamella");
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /// One for all, because it opens every jar on the class path.
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private final Path classes;

    private Unguarded(Path classes) {
        super(Unguarded.class.getClassLoader());
        this.classes = classes;
    }

    /// @param directory an empty one, for the compiled classes
    static Unguarded compile(List<Guard.Edit> edits, Path directory) throws IOException {
        var edited = new LinkedHashMap<String, String>();
        for (var edit : edits) {
            var source = edited.containsKey(edit.file())
                    ? edited.get(edit.file())
                    : Files.readString(SOURCES.resolve(edit.file()));
            edited.put(edit.file(), edit(source, edit));
        }
        compile(edited, directory);
        return new Unguarded(directory.resolve("classes"));
    }

    private static String edit(String source, Guard.Edit edit) {
        int at = source.indexOf(edit.with());
        if (at < 0 || source.indexOf(edit.with(), at + 1) >= 0) {
            throw new IllegalStateException(edit.file() + " must have this once: " + edit.with());
        }
        return source.replace(edit.with(), edit.without());
    }

    private static void compile(Map<String, String> sources, Path directory) throws IOException {
        var files = new ArrayList<Path>();
        for (var source : sources.entrySet()) {
            var file = directory.resolve("sources").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        var options = List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "-nowarn",
                "-proc:none",
                "-parameters",
                "-d",
                directory.resolve("classes").toString());
        if (!COMPILER.getTask(null, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(files))
                .call()) {
            throw new IllegalStateException("the edited sources do not compile");
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("io.lamella.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        var file = name.replace('.', '/') + ".class";
        var edited = classes.resolve(file);
        try (InputStream in = Files.exists(edited)
                ? Files.newInputStream(edited)
                : getParent().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            var bytes = in.readAllBytes();
            // Without a place where it is from, it is no class that JaCoCo counts lines of.
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
