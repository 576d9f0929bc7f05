package io.lamella.core.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes at a time in one `long`, the first byte in the lowest bits ("SIMD within a register").
///
/// Marks are the highest bits of bytes: the number of trailing zeros of a mark, divided by eight, is the index of its byte.
final class Swar {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// The highest bit of each byte.
    static final long HIGH = 0x8080808080808080L;
    private static final long LOW_SEVEN = ~HIGH;
    private static final long ONES = 0x0101010101010101L;
    /// What lifts the highest bit of every byte above 0x0D.
    private static final long ABOVE_CARRIAGE_RETURN = 0x7272727272727272L;
    private static final long BLANKS = 0x2020202020202020L;

    private Swar() {}

    /// The eight bytes from `at` on.
    static long load(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /// Eight times the same byte.
    static long repeat(int value) {
        return (value & 0xFFL) * ONES;
    }

    /// Marks the bytes of `word` that equal those of `pattern`. Exact: no byte is marked because of its neighbour.
    static long equal(long word, long pattern) {
        long difference = word ^ pattern;
        return ~(((difference & LOW_SEVEN) + LOW_SEVEN) | difference | LOW_SEVEN);
    }

    /// Marks the bytes up to 0x0D, exactly: line feed, carriage return, and other control characters that are rare in text.
    static long lineEndOrRarer(long word) {
        return ~(((word & LOW_SEVEN) + ABOVE_CARRIAGE_RETURN) | word) & HIGH;
    }

    /// Marks the first byte of `word` that equals those of `pattern`, as well as [#equal] does and in half the time. What is marked
    /// behind it means nothing.
    static long firstEqual(long word, long pattern) {
        long difference = word ^ pattern;
        return difference - ONES & ~difference & HIGH;
    }

    /// Marks the first byte below 0x20, a control character. What is marked behind it means nothing.
    static long firstControl(long word) {
        return word - BLANKS & ~word & HIGH;
    }

    /// The index of the first byte that is marked. Without `numberOfTrailingZeros`, which the quick compiler of the JVM has no
    /// instruction for: the bits below the lowest mark touch as many bytes as it is the index of, and its own.
    static int first(long marks) {
        return (int) ((((marks & -marks) - 1 & ONES) * ONES >>> 56) - 1);
    }

    /// Where `value` stands first in `[from, to)`, or `to`. May read seven bytes beyond `to`.
    static int indexOf(byte[] bytes, int from, int to, int value) {
        long pattern = repeat(value);
        for (int at = from; at < to; at += Long.BYTES) {
            long marks = firstEqual(load(bytes, at), pattern);
            if (marks != 0) {
                return Math.min(at + first(marks), to);
            }
        }
        return to;
    }
}
