package io.lamella.entry.cli.live;

import io.lamella.pipeline.ObjectInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// What a listing says of one partition, put together object by object. Of many parts it keeps the last.
final class PartitionTally {
    static final int MAX_PARTS = 12;

    private final String path;
    private final TreeMap<Integer, ObjectInfo> parts = new TreeMap<>();
    private Look.Staged staged = Look.Staged.NONE;
    private int allParts;
    private Instant changed = Instant.EPOCH;

    PartitionTally(String path) {
        this.path = path;
    }

    /// The one that changed last comes first.
    static Comparator<PartitionTally> newestFirst() {
        return Comparator.comparing((PartitionTally tally) -> tally.changed)
                .reversed()
                .thenComparing(tally -> tally.path);
    }

    void addPart(int number, ObjectInfo info) {
        parts.put(number, info);
        allParts++;
        if (parts.size() > MAX_PARTS) {
            parts.pollFirstEntry();
        }
        see(info);
    }

    void addStaged(ObjectInfo info) {
        staged = staged.plus(info);
        see(info);
    }

    private void see(ObjectInfo info) {
        changed = info.lastModified().isAfter(changed) ? info.lastModified() : changed;
    }

    Look.Staged staged() {
        return staged;
    }

    String path() {
        return path;
    }

    Look.Partition partition(Function<ObjectInfo, Optional<PartShape>> shapes) {
        return new Look.Partition(
                path,
                staged,
                parts.entrySet().stream()
                        .map((Map.Entry<Integer, ObjectInfo> part) ->
                                new Look.SeenPart(part.getKey(), part.getValue(), shapes.apply(part.getValue())))
                        .toList(),
                allParts);
    }
}
