package io.lamella.entry.cli.live;

import io.lamella.pipeline.ObjectInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the lake held when somebody looked.
///
/// @param problem why it could not be seen; empty if it could
record Look(Instant at, List<Table> tables, Optional<String> problem) {
    static final Look NONE = new Look(Instant.EPOCH, List.of(), Optional.empty());

    Look {
        tables = List.copyOf(tables);
    }

    /// @param partitions those that changed last, by name
    /// @param allPartitions how many were seen
    /// @param parts how many were seen
    /// @param cutOff whether there are more objects than are listed, so that all counts are lower bounds
    record Table(
            String dataset,
            List<Partition> partitions,
            int allPartitions,
            Staged staged,
            long parts,
            long bytes,
            boolean cutOff) {
        Table {
            partitions = List.copyOf(partitions);
        }
    }

    /// @param parts the last ones
    /// @param allParts how many were seen
    record Partition(String path, Staged staged, List<SeenPart> parts, int allParts) {
        Partition {
            parts = List.copyOf(parts);
        }
    }

    /// @param oldest empty if there are none
    record Staged(long files, long bytes, Optional<Instant> oldest) {
        static final Staged NONE = new Staged(0, 0, Optional.empty());

        Staged plus(ObjectInfo file) {
            var since = oldest.filter(file.lastModified()::isAfter).orElse(file.lastModified());
            return new Staged(files + 1, bytes + file.size(), Optional.of(since));
        }

        Staged plus(Staged more) {
            var since = oldest.isEmpty()
                            || more.oldest.isPresent() && more.oldest.get().isBefore(oldest.get())
                    ? more.oldest
                    : oldest;
            return new Staged(files + more.files, bytes + more.bytes, since);
        }
    }

    /// @param shape empty as long as the footer was not read
    record SeenPart(int number, ObjectInfo info, Optional<PartShape> shape) {}

    /// Whether somebody has looked at all.
    boolean isTaken() {
        return !at.equals(NONE.at);
    }

    /// The part that was seen under a key.
    Optional<ObjectInfo> part(String key) {
        return tables.stream()
                .flatMap(table -> table.partitions().stream())
                .flatMap(partition -> partition.parts().stream())
                .map(SeenPart::info)
                .filter(info -> info.location().key().equals(key))
                .findFirst();
    }
}
