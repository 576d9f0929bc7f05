package io.lamella.core.parquet;

import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Hashes the rows of a file, batch by batch, column by column.
final class RowHashes {
    private final SchemaMatch match;
    private final Footer file;
    private final List<Integer> present;
    private final ValueHash[] hashes;
    private final long[] nulls;
    private final long[] first = new long[Vector.CAPACITY];
    private final long[] second = new long[Vector.CAPACITY];

    RowHashes(SchemaMatch match, Footer file) {
        this.match = match;
        this.file = file;
        present = match.columns().stream()
                .filter(column -> column != SchemaMatch.MISSING)
                .toList();
        hashes = match.columns().stream()
                .map(column -> column == SchemaMatch.MISSING
                        ? ValueHash.NULLS
                        : ValueHash.of(file.leaves().get(column)))
                .toArray(ValueHash[]::new);
        nulls = new long[hashes.length];
    }

    ContentDigest digest(int rowGroup, ByteBuffer content) {
        Arrays.fill(nulls, 0);
        long rows = 0;
        long high = 0;
        long low = 0;
        try (var reader = new RowGroupReader(file, rowGroup, content, present)) {
            for (int batch = next(reader, rowGroup, rows); batch > 0; batch = next(reader, rowGroup, rows)) {
                hash(reader.columns(), batch);
                for (int row = 0; row < batch; row++) {
                    high += Mixing.of(first[row]);
                    low += Mixing.of(second[row]);
                }
                rows += batch;
            }
        }
        return new ContentDigest(rows, LongStream.of(nulls).boxed().toList(), high, low);
    }

    /// A file may have none of the columns; its rows are then null throughout.
    private int next(RowGroupReader reader, int rowGroup, long done) {
        return present.isEmpty()
                ? Math.clamp(file.rowGroups().get(rowGroup).rows() - done, 0, Vector.CAPACITY)
                : reader.next();
    }

    private void hash(List<? extends Vector> vectors, int batch) {
        Arrays.fill(first, 0, batch, 0x9E37_79B9_7F4A_7C15L);
        Arrays.fill(second, 0, batch, 0xC2B2_AE3D_27D4_EB4FL);
        int next = 0;
        for (int i = 0; i < hashes.length; i++) {
            boolean there = match.columns().get(i) != SchemaMatch.MISSING;
            var vector = there ? (ScalarVector) vectors.get(next++) : null;
            hash(i, vector, batch);
            if (vector != null) {
                // Only to find out whether every value has room in its new form.
                match.conversions().get(i).apply(vector, batch);
            }
        }
    }

    private void hash(int column, @Nullable ScalarVector vector, int batch) {
        var hash = hashes[column];
        for (int row = 0; row < batch; row++) {
            boolean isNull = vector == null || vector.isNull(row);
            nulls[column] += isNull ? 1 : 0;
            long value = vector == null || isNull ? 0 : hash.of(vector, row);
            long tag = isNull ? 1 : 2;
            first[row] = Mixing.of(first[row] ^ value) + tag;
            second[row] = Mixing.of(second[row] + Long.rotateLeft(value, 29)) ^ tag;
        }
    }
}
