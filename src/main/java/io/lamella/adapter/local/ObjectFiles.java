package io.lamella.adapter.local;

import static io.lamella.pipeline.StoreException.Reason.NOT_FOUND;
import static io.lamella.pipeline.StoreException.Reason.PRECONDITION_FAILED;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files that objects lie in, below a root directory: found, opened, put into place and removed.
final class ObjectFiles {
    private final Path root;

    /// @param root absolute and normalized
    ObjectFiles(Path root) {
        this.root = root;
    }

    FileVersion find(Location location) throws IOException {
        return FileVersion.find(KeyPath.of(root, location))
                .orElseThrow(() -> new StoreException(NOT_FOUND, "no such object: " + location));
    }

    FileVersion find(Location location, String etag) throws IOException {
        FileVersion version = find(location);
        if (!version.etag().equals(etag)) {
            throw new StoreException(
                    PRECONDITION_FAILED, location + " must have ETag " + etag + " but has " + version.etag());
        }
        return version;
    }

    OpenVersion open(Location location, ByteRange range, String etag) throws IOException {
        OpenVersion open = open(location, Optional.of(etag));
        if (range.end() > open.version.size()) {
            open.release();
            throw new StoreException(
                    REFUSED,
                    range + " must lie within the " + open.version.size() + " bytes of the object: " + location);
        }
        return open;
    }

    /// A file that is replaced stays readable for those who opened it. Which version was opened is known when the version that
    /// lies there is the same before and after.
    OpenVersion open(Location location, Optional<String> etag) throws IOException {
        while (true) {
            FileVersion before = etag.isPresent() ? find(location, etag.get()) : find(location);
            var open = new OpenVersion(FileChannel.open(KeyPath.of(root, location), StandardOpenOption.READ), before);
            if (isStill(before, location, open)) {
                return open;
            }
            open.release();
        }
    }

    private boolean isStill(FileVersion version, Location location, OpenVersion open) throws IOException {
        try {
            return FileVersion.find(KeyPath.of(root, location)).equals(Optional.of(version));
        } catch (IOException | RuntimeException e) {
            open.release();
            throw e;
        }
    }

    /// Moves a file to its place, dated, if the condition holds. The bucket's lock must be held.
    String publish(Path made, Path target, Location location, Condition condition, Instant dated) throws IOException {
        check(location, condition);
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreException(
                    REFUSED, "in a directory, no key may be another's folder but this one is: " + location);
        }
        List<Path> folders = makeFolders(target, location);
        FileVersion.date(made, dated);
        String etag = FileVersion.find(made).orElseThrow().etag();
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        for (Path folder : folders) {
            Workshop.force(folder);
        }
        return etag;
    }

    void check(Location location, Condition condition) throws IOException {
        switch (condition) {
            case Condition.Always() -> {}
            case Condition.IfAbsent() -> {
                if (FileVersion.find(KeyPath.of(root, location)).isPresent()) {
                    throw new StoreException(PRECONDITION_FAILED, "there must be no object but is one: " + location);
                }
            }
            case Condition.IfMatch(String etag) -> find(location, etag);
        }
    }

    /// Makes the folders that a file needs; answers those that have a new name in them, or will, from the file's upward.
    private List<Path> makeFolders(Path target, Location location) throws IOException {
        var changed = new ArrayList<Path>();
        for (Path folder = target.getParent(); folder != null; folder = folder.getParent()) {
            changed.add(folder);
            if (Files.isDirectory(folder)) {
                break;
            }
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new StoreException(
                        REFUSED,
                        "in a directory, no key may be another's folder but " + folder + " is a file: " + location);
            }
        }
        Path parent = changed.getFirst();
        Files.createDirectories(parent);
        return changed;
    }

    /// Removes a file, and the folders that are empty without it, as S3 knows none. The bucket's lock must be held.
    boolean remove(Path file) throws IOException {
        boolean removed = Files.deleteIfExists(file);
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (root.equals(folder.getParent()) || !isEmpty(folder)) {
                break;
            }
            Files.delete(folder);
        }
        return removed;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var paths = Files.newDirectoryStream(folder)) {
            return !paths.iterator().hasNext();
        }
    }
}
