package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.ScalarVector;
import java.util.Arrays;

/// Values that are runs of bytes, each kept once however often it comes.
final class WholeBytes extends WholeColumn {
    private static final int NULL = -1;

    private final BytesDictionary distinct = new BytesDictionary(true);
    private final int[] ids;

    WholeBytes(int rows) {
        ids = new int[rows];
    }

    @Override
    void add(ScalarVector vector, int row, int count) {
        var bytes = (BytesVector) vector;
        for (int i = 0; i < count; i++) {
            ids[row + i] = bytes.isNull(i) ? NULL : distinct.id(bytes.data, bytes.starts[i], bytes.lengths[i]);
        }
    }

    @Override
    long[] ranks(ValueOrder order) {
        boolean signed = order == ValueOrder.SIGNED_BYTES;
        int[] sorted = StableSort.sorted(distinct.size(), (a, b) -> compare(a, b, signed));
        var rankOf = new int[sorted.length];
        for (int rank = 0; rank < sorted.length; rank++) {
            rankOf[sorted[rank]] = rank;
        }
        var ranks = new long[ids.length];
        for (int row = 0; row < ids.length; row++) {
            ranks[row] = ids[row] == NULL ? 0 : rankOf[ids[row]];
        }
        return ranks;
    }

    private int compare(int a, int b, boolean signed) {
        byte[] data = distinct.bytes();
        int startA = distinct.start(a);
        int startB = distinct.start(b);
        if (signed && data[startA] != data[startB]) {
            return Byte.compare(data[startA], data[startB]);
        }
        return Arrays.compareUnsigned(
                data, startA, startA + distinct.length(a), data, startB, startB + distinct.length(b));
    }

    @Override
    boolean isNull(int row) {
        return ids[row] == NULL;
    }

    @Override
    ScalarVector vector(int rows) {
        var vector = new BytesVector(rows);
        vector.wrap(distinct.bytes());
        return vector;
    }

    @Override
    void put(int row, ScalarVector to, int at) {
        ((BytesVector) to).set(at, distinct.start(ids[row]), distinct.length(ids[row]));
    }
}
