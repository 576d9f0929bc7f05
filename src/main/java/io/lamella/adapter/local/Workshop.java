package io.lamella.adapter.local;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// The folder in which files are made before they are moved to where they are seen. It is on the same file system as they,
/// because only there a move is atomic. What a dead process left here is removed when it is a day old.
final class Workshop {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Path folder;
    private final InstantSource clock;
    private final AtomicBoolean cleaned = new AtomicBoolean();

    Workshop(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// What to do with a file, or a name for one, in the workshop. Whatever is left of it afterwards is removed.
    @FunctionalInterface
    interface Work<T> {
        T on(Path temporary) throws IOException;
    }

    <T> T make(Work<T> work) throws IOException {
        Files.createDirectories(folder);
        if (!cleaned.getAndSet(true)) {
            clean();
        }
        Path temporary = folder.resolve(UUID.randomUUID().toString());
        try {
            return work.on(temporary);
        } finally {
            remove(temporary);
        }
    }

    /// Removes a folder, with all that is in it, from where it is seen, at once.
    void discard(Path seen) throws IOException {
        make(temporary -> Files.move(seen, temporary));
    }

    static void write(Path file, ByteBuffer content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            ByteBuffer rest = content.duplicate();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    /// A range of an open file, as the rest of another. Where the file system can, it shares the blocks.
    static void copy(FileChannel source, long offset, long length, FileChannel target) throws IOException {
        long copied = 0;
        while (copied < length) {
            long some = source.transferTo(offset + copied, length - copied, target);
            if (some <= 0) {
                throw new IOException("a file became shorter while it was copied");
            }
            copied += some;
        }
    }

    static void concatenate(List<Path> parts, Path whole) throws IOException {
        try (FileChannel target = FileChannel.open(whole, CREATE_NEW, WRITE)) {
            for (Path part : parts) {
                try (FileChannel source = FileChannel.open(part, READ)) {
                    copy(source, 0, source.size(), target);
                }
            }
        }
    }

    /// Makes a file or the names in a folder outlast a loss of power.
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            channel.force(true);
        }
    }

    private void clean() throws IOException {
        Instant limit = clock.instant().minus(KEPT);
        try (Stream<Path> leftovers = Files.list(folder)) {
            for (Path leftover : leftovers.toList()) {
                removeIfOld(leftover, limit);
            }
        }
    }

    /// What others make here goes away at any moment, and several may remove the same leftover at once. So whatever fails is
    /// no failure of the call that cleans up by the way.
    private static void removeIfOld(Path leftover, Instant limit) {
        try {
            if (Files.getLastModifiedTime(leftover).toInstant().isBefore(limit)) {
                remove(leftover);
            }
        } catch (IOException | UncheckedIOException e) {
            // The next process tries again.
        }
    }

    private static void remove(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
