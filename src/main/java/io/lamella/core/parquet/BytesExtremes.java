package io.lamella.core.parquet;

import java.util.Arrays;
import java.util.Optional;

/// Finds the bounds of byte values that are shown to it one by one.
///
/// Values may be huge, and bounds are cut short anyway, so only the first bytes of the extremes are kept.
final class BytesExtremes {
    /// One more than a bound may have, so that it shows whether there is more.
    private static final int KEPT_BYTES = BoundTruncation.MAX_BYTES + 1;

    /// Makes the first byte of unsigned values, or all but the sign of signed ones, compare as a signed long does.
    private final long flip;

    private final byte[] min = new byte[KEPT_BYTES];
    private final byte[] max = new byte[KEPT_BYTES];
    private int minLength;
    private int maxLength;
    private long minPrefix;
    private long maxPrefix;
    private boolean any;

    BytesExtremes(ValueOrder order) {
        flip = order == ValueOrder.SIGNED_BYTES ? 0 : Long.MIN_VALUE;
    }

    void clear() {
        any = false;
    }

    /// Shows a value. Up to eight bytes from its start are read even if it is shorter.
    void add(byte[] data, int start, int length) {
        long prefix = prefix(data, start, length);
        if (!any) {
            any = true;
            setMin(data, start, length, prefix);
            setMax(data, start, length, prefix);
            return;
        }
        if (prefix < minPrefix || (prefix == minPrefix && compareRest(data, start, length, min, minLength) < 0)) {
            setMin(data, start, length, prefix);
        }
        if (prefix > maxPrefix || (prefix == maxPrefix && compareRest(data, start, length, max, maxLength) > 0)) {
            setMax(data, start, length, prefix);
        }
    }

    /// The first eight bytes as a number that is ordered as the values are; missing bytes count as zeros.
    private long prefix(byte[] data, int start, int length) {
        if (length == 0) {
            return flip;
        }
        long first = Long.reverseBytes(LittleEndian.getLong(data, start));
        int missing = Math.max(0, Long.BYTES - length);
        return (first & (-1L << (8 * missing))) ^ flip;
    }

    private static int compareRest(byte[] data, int start, int length, byte[] extreme, int extremeLength) {
        return Arrays.compareUnsigned(data, start, start + Math.min(length, KEPT_BYTES), extreme, 0, extremeLength);
    }

    private void setMin(byte[] data, int start, int length, long prefix) {
        minLength = Math.min(length, KEPT_BYTES);
        System.arraycopy(data, start, min, 0, minLength);
        minPrefix = prefix;
    }

    private void setMax(byte[] data, int start, int length, long prefix) {
        maxLength = Math.min(length, KEPT_BYTES);
        System.arraycopy(data, start, max, 0, maxLength);
        maxPrefix = prefix;
    }

    /// The bounds of all values shown since the last [#clear]; none if there were none, or if they cannot be cut short.
    Optional<Bounds> bounds(BoundTruncation truncation) {
        if (!any) {
            return Optional.empty();
        }
        byte[] first = Arrays.copyOf(min, minLength);
        byte[] last = Arrays.copyOf(max, maxLength);
        return truncation
                .above(last)
                .map(above -> new Bounds(
                        truncation.below(first),
                        above,
                        minLength <= BoundTruncation.MAX_BYTES,
                        maxLength <= BoundTruncation.MAX_BYTES));
    }
}
