package io.lamella.simulation;

import io.lamella.core.event.ByteRange;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.SliceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that ever landed, and which rows have to come of it: the truth that tables are held to.
final class Sources {
    static final String BUCKET = "landing";
    static final String DATASET = "t";
    static final List<String> PARTITIONS = List.of("a", "b", "c");

    private final Map<SliceId, Version> versions = new LinkedHashMap<>();
    private final List<String> partitions = new ArrayList<>();

    /// An object with one ETag.
    ///
    /// @param ids of its good rows
    /// @param bad how many rows do not fit
    record Version(SliceTask task, SliceId slice, List<Integer> ids, int bad) {
        String key() {
            return task.source().key();
        }
    }

    /// Text that has not landed yet.
    record Draft(String text, int firstId, int rows, int bad) {
        ByteBuffer bytes() {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Makes up an object of new rows.
    Draft draft(Choices choices) {
        int firstId = partitions.size();
        int rows = choices.oneOf(1, 2, 3, 0, 12);
        int bad = choices.oneOf(0, 0, 1, 3);
        var padding = "x".repeat(choices.oneOf(0, 10, 100));
        var text = new StringBuilder("id,p,name,more\n");
        for (int id = firstId; id < firstId + rows; id++) {
            var partition = choices.oneOf(PARTITIONS);
            partitions.add(partition);
            text.append(id)
                    .append(',')
                    .append(partition)
                    .append(',')
                    .append(name(id))
                    .append(padding)
                    .append(",m\n");
        }
        for (int i = 0; i < bad; i++) {
            text.append("bad").append(firstId).append('-').append(i).append(",a,,\n");
        }
        return new Draft(text.toString(), firstId, rows, bad);
    }

    /// The draft landed under a key. One that lands again is the same version.
    Version landed(Draft draft, String key, String etag) {
        long size = draft.bytes().remaining();
        var task = new SliceTask(DATASET, new SourceObject(BUCKET, key, etag, size), new ByteRange(0, size));
        var slice = SliceId.of(task);
        return versions.computeIfAbsent(slice, name -> {
            var ids = new ArrayList<Integer>();
            for (int id = draft.firstId(); id < draft.firstId() + draft.rows(); id++) {
                ids.add(id);
            }
            return new Version(task, name, List.copyOf(ids), draft.bad());
        });
    }

    List<Version> all() {
        return List.copyOf(versions.values());
    }

    Optional<Version> of(SliceId slice) {
        return Optional.ofNullable(versions.get(slice));
    }

    int rows() {
        return partitions.size();
    }

    /// The partition that a row belongs to, by the value of its column.
    String partition(int id) {
        return partitions.get(id);
    }

    /// What the column `name` of a row begins with.
    static String name(int id) {
        return "n" + id + "-";
    }

    /// The rows of a version that belong below a path such as `p=a`, or `""` for all of them.
    List<Integer> ids(Version version, String path) {
        return path.isEmpty()
                ? version.ids()
                : version.ids().stream()
                        .filter(id -> path.equals("p=" + partition(id)))
                        .toList();
    }
}
