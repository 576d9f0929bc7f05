package io.lamella.pipeline.foreign;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.parquet.Checksums;
import io.lamella.core.parquet.FileLayout;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetRows;
import io.lamella.core.parquet.Reconciliation;
import io.lamella.core.parquet.RowGroupEncoder;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.plan.MergePolicy;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ManualTime;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A bucket in memory, with S3's semantics and small parts, to which others write.
public final class ForeignBucket {
    static final String BUCKET = "landing";
    static final TableSchema SCHEMA = new TableSchema(
            List.of(new Column("id", new ColumnType.Int(64), true), new Column("name", new ColumnType.Text(), false)));

    final ManualTime clock = new ManualTime();
    final MemoryStore memory = new MemoryStore(clock, 1_000, 1_000);
    ObjectStore store = memory;
    MergePolicy policy = new MergePolicy(Duration.ofHours(1), 100_000, 4_000, EnumSet.allOf(Reconciliation.class));

    /// Lets a file land with the rows of these ids, with a name that compresses badly.
    void land(String key, int from, int to) {
        put(key, file(from, to));
    }

    /// A file with the rows of these ids, as another would write it.
    public static byte[] file(int from, int to) {
        return file(from, to, 300);
    }

    /// @param rowGroup rows in each row group
    public static byte[] file(int from, int to, int rowGroup) {
        int rows = to - from;
        var ids = new LongVector(rows);
        var names = new BytesVector(rows);
        names.clear();
        var random = new SplittableRandom(from);
        for (int row = 0; row < rows; row++) {
            ids.set(row, from + row);
            if (row % 7 == 3) {
                names.setNull(row);
            } else {
                var name = Long.toHexString(random.nextLong()).getBytes(StandardCharsets.UTF_8);
                int start = names.append(row, name.length);
                System.arraycopy(name, 0, names.data, start, name.length);
            }
        }
        var layout = FileLayout.create(SCHEMA);
        var bytes = new ByteArrayOutputStream();
        write(layout.start(), bytes);
        try (var encoder = new RowGroupEncoder(SCHEMA, WriterSettings.DEFAULT)) {
            for (int at = 0; at < rows; at += rowGroup) {
                int count = Math.min(rowGroup, rows - at);
                encoder.append(
                        List.of(ids, names),
                        LongStream.range(at, at + count)
                                .mapToInt(Math::toIntExact)
                                .toArray(),
                        0,
                        count);
                write(layout.rowGroup(encoder.finish()), bytes);
            }
        }
        write(layout.finish(Map.of("writer", "another")), bytes);
        return bytes.toByteArray();
    }

    private static void write(List<ByteBuffer> buffers, ByteArrayOutputStream to) {
        for (var buffer : buffers) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            to.writeBytes(bytes);
        }
    }

    void put(String key, byte[] bytes) {
        memory.put(new Location(BUCKET, key), ByteBuffer.wrap(bytes), Condition.ALWAYS)
                .await()
                .indefinitely();
    }

    void delete(String key) {
        memory.delete(List.of(new Location(BUCKET, key))).await().indefinitely();
    }

    void passTtl() {
        clock.advance(policy.ttl().plusSeconds(2));
    }

    ForeignMerge merging() {
        return new ForeignMerge(store, policy, List.of(), clock, Runnable::run);
    }

    List<MergeOutcome> merge() {
        return merging().merge(BUCKET, "").collect().asList().await().indefinitely();
    }

    List<MergeOutcome> merge(ObjectStore through) {
        store = through;
        try {
            return merge();
        } finally {
            store = memory;
        }
    }

    List<ObjectInfo> list() {
        return memory.list(BUCKET, "").collect().asList().await().indefinitely();
    }

    List<String> keys() {
        return list().stream().map(info -> info.location().key()).toList();
    }

    byte[] bytes(ObjectInfo info) {
        var buffer = memory.get(info.location()).await().indefinitely().bytes();
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    List<byte[]> parquet() {
        return list().stream()
                .filter(info -> info.location().key().endsWith(".parquet"))
                .map(this::bytes)
                .toList();
    }

    /// The ids of all rows, sorted, as Lamella reads them.
    List<Long> ids() {
        return parquet().stream().flatMap(ForeignBucket::ids).sorted().toList();
    }

    private static Stream<Long> ids(byte[] file) {
        var bytes = ByteBuffer.wrap(file);
        var footer = Footer.parse(bytes, file.length);
        var ids = new ArrayList<Long>();
        for (var group : footer.rowGroups()) {
            var content = bytes.slice(
                    Math.toIntExact(group.range().offset()),
                    Math.toIntExact(group.range().length()));
            var rows = new ParquetRows(footer, group.ordinal(), content, Checksums.VERIFY);
            while (rows.next()) {
                ids.add(Long.valueOf(rows.values().getFirst().orElseThrow()));
            }
        }
        return ids.stream();
    }

    static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
