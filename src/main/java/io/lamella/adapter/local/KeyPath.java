package io.lamella.adapter.local;

import static io.lamella.pipeline.StoreException.Reason.REFUSED;

import io.lamella.pipeline.Location;
import io.lamella.pipeline.StoreException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where the object of a key lies below the root: a key is the path, unchanged, so that other programs find the files.
///
/// Refused is what would lead out of the bucket or could not be told from something else: empty segments, segments that
/// begin with a dot (`..`, and what listings leave out), symbolic links, and names that the file system cannot hold.
final class KeyPath {
    private KeyPath() {}

    static Path of(Path root, Location location) {
        Path path = bucket(root, location.bucket());
        for (String segment : location.key().split("/", -1)) {
            path = path.resolve(segment(segment, location.toString()));
        }
        for (Path folder = path.getParent(); folder != null && !folder.equals(root); folder = folder.getParent()) {
            if (Files.isSymbolicLink(folder)) {
                throw new StoreException(
                        REFUSED, "no folder may be a symbolic link but " + folder + " is one: " + location);
            }
        }
        return path;
    }

    static Path bucket(Path root, String bucket) {
        if (bucket.contains("/")) {
            throw new StoreException(REFUSED, "a bucket's name must have no slash: " + bucket);
        }
        return root.resolve(segment(bucket, "bucket " + bucket));
    }

    private static Path segment(String segment, String where) {
        if (segment.isEmpty() || segment.startsWith(".")) {
            throw new StoreException(
                    REFUSED,
                    "in a directory, no segment between slashes may be empty or begin with a dot but one is '" + segment
                            + "': " + where);
        }
        try {
            Path name = Path.of(segment);
            if (name.isAbsolute() || name.getNameCount() != 1) {
                throw new StoreException(REFUSED, "a segment must be a plain name but was '" + segment + "': " + where);
            }
            return name;
        } catch (InvalidPathException e) {
            throw new StoreException(
                    REFUSED,
                    "the file system cannot hold the name '" + segment + "' (" + e.getReason()
                            + "). If it is not ASCII, run with LC_ALL=C.UTF-8: " + where,
                    e);
        }
    }
}
