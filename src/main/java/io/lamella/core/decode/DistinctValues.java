package io.lamella.core.decode;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;

/// Whether values differ from each other.
final class DistinctValues {
    /// Fewer are compared with each other; more are worth a set.
    private static final int FEW = 16;

    private DistinctValues() {}

    static boolean are(ScalarVector values, int from, int to) {
        return to - from <= FEW ? few(values, from, to) : many(values, from, to);
    }

    private static boolean few(ScalarVector values, int from, int to) {
        for (int one = from + 1; one < to; one++) {
            for (int other = from; other < one; other++) {
                if (isSame(values, one, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean many(ScalarVector values, int from, int to) {
        var seen = new HashSet<Object>();
        for (int at = from; at < to; at++) {
            Object value = switch (values) {
                case LongVector longs -> longs.values[at];
                case BytesVector bytes -> ByteBuffer.wrap(bytes.data, bytes.starts[at], bytes.lengths[at]);
            };
            if (!seen.add(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(ScalarVector values, int one, int other) {
        return switch (values) {
            case LongVector longs -> longs.values[one] == longs.values[other];
            case BytesVector bytes ->
                Arrays.equals(
                        bytes.data,
                        bytes.starts[one],
                        bytes.starts[one] + bytes.lengths[one],
                        bytes.data,
                        bytes.starts[other],
                        bytes.starts[other] + bytes.lengths[other]);
        };
    }
}
