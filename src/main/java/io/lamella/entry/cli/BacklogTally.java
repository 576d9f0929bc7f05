package io.lamella.entry.cli;

import io.lamella.pipeline.Backlog;
import io.lamella.pipeline.ObjectInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Counts objects by how far they have come, and picks a few of those that are open, each as likely as any other.
final class BacklogTally {
    /// Enough to see what is what, and read in seconds.
    private static final int PICKED = 16;

    /// The same objects are picked each time that the same are there.
    private final SplittableRandom random = new SplittableRandom(1);

    private final List<ObjectInfo> picked = new ArrayList<>();
    private final Count open = new Count();
    private final Count ingested = new Count();
    private final Count refused = new Count();
    private final Count beyondSources = new Count();

    /// Objects, and their bytes as they are stored.
    static final class Count {
        private long objects;
        private long bytes;

        private void add(ObjectInfo object) {
            objects++;
            bytes += object.size();
        }

        long objects() {
            return objects;
        }

        long bytes() {
            return bytes;
        }
    }

    void add(Backlog.Looked looked) {
        switch (looked.standing()) {
            case OPEN -> {
                open.add(looked.object());
                pick(looked.object());
            }
            case INGESTED -> ingested.add(looked.object());
            case REFUSED -> refused.add(looked.object());
        }
    }

    /// Counts an object that matches no source, and does not take it.
    boolean passOver(ObjectInfo object) {
        beyondSources.add(object);
        return false;
    }

    /// Of n objects so far the newest is kept with a chance of picked/n, in the place of any (reservoir sampling).
    private void pick(ObjectInfo object) {
        if (picked.size() < PICKED) {
            picked.add(object);
            return;
        }
        long place = random.nextLong(open.objects());
        if (place < PICKED) {
            picked.set(Math.toIntExact(place), object);
        }
    }

    long looked() {
        return open.objects() + ingested.objects() + refused.objects();
    }

    List<ObjectInfo> picked() {
        return List.copyOf(picked);
    }

    Count open() {
        return open;
    }

    Count ingested() {
        return ingested;
    }

    Count beyondSources() {
        return beyondSources;
    }

    Count refused() {
        return refused;
    }
}
