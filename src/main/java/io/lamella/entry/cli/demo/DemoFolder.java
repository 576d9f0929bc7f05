package io.lamella.entry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/// The folder that the demo works in, held by one demo at a time. Only what a demo wrote is ever removed.
final class DemoFolder implements AutoCloseable {
    private static final String MARK = ".lamella-demo";
    private static final String MARK_TEXT = "Made by `lamella demo`; the next one removes what is here.\n";

    /// Of the mark, which is locked as long as it is open.
    private final FileChannel held;

    private DemoFolder(FileChannel held) {
        this.held = held;
    }

    /// Makes the folder, or empties it if an earlier demo made it.
    ///
    /// @throws IOException if it holds anything else, or another demo is at work in it
    static DemoFolder prepare(Path directory) throws IOException {
        var mark = directory.resolve(MARK);
        if (Files.exists(directory) && !Files.exists(mark) && !isEmpty(directory)) {
            throw new IOException(
                    directory + " is not empty and was not made by the demo. Name another with --directory");
        }
        Files.createDirectories(directory);
        var folder = new DemoFolder(hold(mark));
        clear(directory, mark);
        Files.createDirectories(directory.resolve("landing"));
        return folder;
    }

    private static FileChannel hold(Path mark) throws IOException {
        var channel = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.write(ByteBuffer.wrap(MARK_TEXT.getBytes(StandardCharsets.UTF_8)), 0);
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process.
        }
        channel.close();
        throw new IOException(mark.getParent()
                + " is in use by another demo. Stop that one, or name another folder with --directory");
    }

    @Override
    public void close() throws IOException {
        held.close();
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void clear(Path directory, Path mark) throws IOException {
        try (var entries = Files.walk(directory)) {
            entries.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(directory) && !path.equals(mark))
                    .forEach(DemoFolder::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
