package io.lamella.adapter.local;

import io.lamella.pipeline.KeyOrder;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The objects of a bucket by key. A folder is read when its turn comes, and only if it may hold keys with the prefix.
///
/// A folder is sorted among its siblings as its name and a slash, which makes the order of the walk the order of keys: `a.b`
/// before `a/b`, since `.` comes before `/`. Names that begin with a dot, symbolic links and what is neither file nor folder are
/// left out.
final class BucketWalk implements Iterator<ObjectInfo> {
    /// @param key of a file; of a folder with the slash that its keys go on with
    private record Entry(String key, Path path) {}

    private final String bucket;
    private final String prefix;
    private final Deque<Entry> ahead = new ArrayDeque<>();
    private Optional<ObjectInfo> next = Optional.empty();

    BucketWalk(Path root, String bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
        Path folder = KeyPath.bucket(root, bucket);
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            ahead.push(new Entry("", folder));
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (next.isEmpty() && !ahead.isEmpty()) {
                advance(ahead.pop());
            }
            return next.isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ObjectInfo next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ObjectInfo info = next.orElseThrow();
        next = Optional.empty();
        return info;
    }

    private void advance(Entry entry) throws IOException {
        if (entry.key().isEmpty() || entry.key().endsWith("/")) {
            entriesOf(entry).reversed().forEach(ahead::push);
        } else {
            next = FileVersion.find(entry.path()).map(version -> version.describe(new Location(bucket, entry.key())));
        }
    }

    private List<Entry> entriesOf(Entry folder) throws IOException {
        var entries = new ArrayList<Entry>();
        try (var paths = Files.newDirectoryStream(folder.path())) {
            for (Path path : paths) {
                String name = path.getFileName().toString();
                String slash = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "/" : "";
                var entry = new Entry(folder.key() + name + slash, path);
                if (!name.startsWith(".") && mayMatch(entry)) {
                    entries.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Its last object was removed meanwhile, and the folder with it.
            return List.of();
        }
        entries.sort(Comparator.comparing(Entry::key, KeyOrder.BY_UTF8_BYTES));
        return entries;
    }

    private boolean mayMatch(Entry entry) {
        return entry.key().startsWith(prefix) || (entry.key().endsWith("/") && prefix.startsWith(entry.key()));
    }
}
