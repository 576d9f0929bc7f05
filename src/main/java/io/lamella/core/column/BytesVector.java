package io.lamella.core.column;

import java.util.Arrays;

/// Values that are runs of bytes: text, binary, uuid, decimals of more than 18 digits, INT96.
///
/// Values are slices of [#data], which is either somebody else's buffer (text is not copied) or the vector's own, filled by
/// [#append]. Readers may load eight bytes from the start of any value: `data` reaches at least [#PADDING] bytes beyond the
/// last one.
public final class BytesVector implements ScalarVector {
    /// Bytes that may be read, but mean nothing, behind the last value.
    public static final int PADDING = 8;

    /// What [#starts] points into.
    public byte[] data = new byte[PADDING];

    /// Where the value of each row begins in [#data].
    public int[] starts;

    /// The bytes of the value of each row; -1 where the row is null.
    public int[] lengths;

    private byte[] own = new byte[PADDING];
    private int used;

    /// @param rows to make room for
    public BytesVector(int rows) {
        starts = new int[rows];
        lengths = new int[rows];
    }

    @Override
    public void reserve(int rows) {
        if (rows > starts.length) {
            starts = new int[rows];
            lengths = new int[rows];
        }
    }

    @Override
    public void grow(int rows) {
        if (rows > starts.length) {
            int length = Math.max(rows, 2 * starts.length);
            starts = Arrays.copyOf(starts, length);
            lengths = Arrays.copyOf(lengths, length);
        }
    }

    /// Points the vector at a buffer that belongs to somebody else; values are then given by [#set].
    public void wrap(byte[] buffer) {
        data = buffer;
    }

    /// Starts anew with the vector's own buffer; values are then given by [#append].
    public void clear() {
        data = own;
        used = 0;
    }

    public void set(int row, int start, int length) {
        starts[row] = start;
        lengths[row] = length;
    }

    /// Makes room for a value of `length` bytes in the vector's own buffer and returns where it begins in [#data].
    /// Only after [#clear].
    public int append(int row, int length) {
        int start = extend(length);
        set(row, start, length);
        return start;
    }

    /// Makes room for values of so many bytes together in the vector's own buffer, and [#PADDING] behind them, and returns where
    /// they begin; [#set] says which is whose. Only after [#clear].
    public int extend(int bytes) {
        int start = used;
        int needed = Math.addExact(Math.addExact(start, bytes), PADDING);
        if (needed > own.length) {
            own = Arrays.copyOf(own, Math.max(needed, Math.multiplyExact(own.length, 2)));
            data = own;
        }
        used = start + bytes;
        return start;
    }

    /// Of values in the vector's own buffer, which are moved up as well.
    @Override
    public void drop(int dropped, int end) {
        int first = dropped < end ? starts[dropped] : used;
        System.arraycopy(own, first, own, 0, used - first);
        used -= first;
        for (int row = dropped; row < end; row++) {
            starts[row - dropped] = starts[row] - first;
            lengths[row - dropped] = lengths[row];
        }
    }

    @Override
    public boolean isNull(int row) {
        return lengths[row] < 0;
    }

    @Override
    public void setNull(int row) {
        lengths[row] = -1;
    }
}
