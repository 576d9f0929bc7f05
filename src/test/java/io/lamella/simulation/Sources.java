package io.lamella.simulation;

import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.SliceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/// All that ever landed, and which rows have to come of it: the truth that tables are held to.
final class Sources {
    static final String BUCKET = "landing";
    static final String DATASET = "t";
    private static final String HEADER = "id,p,name,more\n";
    static final List<String> PARTITIONS = List.of("a", "b", "c");

    private final Map<SliceId, Version> versions = new LinkedHashMap<>();
    private final Map<SliceId, Version> slices = new HashMap<>();
    private final Map<SliceId, List<Version>> leaves = new HashMap<>();
    private final List<String> partitions = new ArrayList<>();

    /// An object with one ETag, or a slice that it was cut into.
    ///
    /// @param textBytes of the object, decompressed
    /// @param rows in their order
    record Version(SliceTask task, SliceId slice, int textBytes, List<Row> rows) {
        String key() {
            return task.source().key();
        }

        /// Of the good rows.
        List<Integer> ids() {
            return rows.stream().flatMap(row -> row.id().stream()).toList();
        }

        /// How many rows do not fit.
        int bad() {
            return rows.size() - ids().size();
        }
    }

    /// @param offset where it begins in the text of the object
    /// @param id empty for a row that does not fit
    record Row(int offset, Optional<Integer> id) {}

    /// Text that has not landed yet.
    ///
    /// @param members where each member ends that the text is compressed in; none if it is not compressed
    record Draft(String text, List<Row> rows, List<Integer> members) {
        ByteBuffer bytes() {
            return ByteBuffer.wrap(members.isEmpty() ? text.getBytes(StandardCharsets.UTF_8) : compressed());
        }

        private byte[] compressed() {
            var bytes = new ByteArrayOutputStream();
            int start = 0;
            for (int end : members) {
                try (var member = new GZIPOutputStream(bytes)) {
                    member.write(text.substring(start, end).getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                start = end;
            }
            return bytes.toByteArray();
        }
    }

    /// Makes up an object of new rows.
    Draft draft(Choices choices) {
        int firstId = partitions.size();
        int good = choices.oneOf(1, 2, 3, 0, 12);
        int bad = choices.oneOf(0, 0, 1, 3);
        var padding = "x".repeat(choices.oneOf(0, 10, 100));
        // Line ends and delimiters in quotes, where an object must not be cut.
        var quoted = choices.below(3) == 1 ? "\"%s\n9,a,\"\"\n%s\"" : "%s%s";
        var text = new StringBuilder(HEADER);
        var rows = new ArrayList<Row>();
        for (int id = firstId; id < firstId + good; id++) {
            var partition = choices.oneOf(PARTITIONS);
            partitions.add(partition);
            rows.add(new Row(text.length(), Optional.of(id)));
            text.append(id)
                    .append(',')
                    .append(partition)
                    .append(',')
                    .append(quoted.formatted(name(id), padding))
                    .append(",m\n");
        }
        for (int i = 0; i < bad; i++) {
            rows.add(new Row(text.length(), Optional.empty()));
            text.append("bad").append(firstId).append('-').append(i).append(",a,,\n");
        }
        return new Draft(text.toString(), rows, members(text.toString()));
    }

    /// Ends of members anywhere, so that some are in the middle of rows, and some empty; most objects are not compressed. They follow
    /// from the text, so that a run makes the same choices whether there are any or not.
    private static List<Integer> members(String text) {
        var random = new Random(text.hashCode());
        if (random.nextInt(4) != 1) {
            return List.of();
        }
        return IntStream.concat(random.ints(random.nextInt(4), 0, text.length() + 1), IntStream.of(text.length()))
                .sorted()
                .boxed()
                .toList();
    }

    /// The draft landed under a key. One that lands again is the same version.
    Version landed(Draft draft, String key, String etag) {
        long size = draft.bytes().remaining();
        var task = SliceTask.whole(DATASET, new SourceObject(BUCKET, key, etag, size));
        return versions.computeIfAbsent(
                SliceId.of(task), slice -> new Version(task, slice, draft.text().length(), draft.rows()));
    }

    /// A receipt says what an object is cut into.
    void cut(Version whole, List<SliceTask> slices) {
        long end = HEADER.length();
        var cut = new ArrayList<Version>();
        for (var slice : slices) {
            long start = end;
            end = slice.range().end();
            if (slice.range().offset() != start) {
                throw new Violation("a slice begins at " + slice.range().offset() + " and not at " + start);
            }
            var rows = whole.rows().stream()
                    .filter(row -> row.offset() >= start
                            && row.offset() < slice.range().end())
                    .toList();
            if (rows.isEmpty() || rows.getFirst().offset() != start) {
                throw new Violation("no row begins at " + start + ", where a slice does");
            }
            cut.add(new Version(slice, SliceId.of(slice), whole.textBytes(), rows));
        }
        if (end != whole.textBytes()) {
            throw new Violation("the slices end at " + end);
        }
        cut.forEach(slice -> this.slices.put(slice.slice(), slice));
        leaves.put(whole.slice(), List.copyOf(cut));
    }

    /// What an object is converted as: itself, or its slices.
    List<Version> leaves(Version whole) {
        return leaves.getOrDefault(whole.slice(), List.of(whole));
    }

    List<Version> all() {
        return List.copyOf(versions.values());
    }

    Optional<Version> of(SliceId slice) {
        return Optional.ofNullable(versions.get(slice)).or(() -> Optional.ofNullable(slices.get(slice)));
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
