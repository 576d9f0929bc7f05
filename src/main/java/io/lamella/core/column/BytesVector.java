package io.lamella.core.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Values that are runs of bytes: text, binary, uuid, decimals of more than 18 digits, INT96.
///
/// Values are slices of [#data], which is either somebody else's buffer (text is not copied) or the vector's own, filled by
/// [#append]. Readers may load sixteen bytes from the start of any value: `data` reaches at least [#PADDING] bytes beyond the
/// last one.
public final class BytesVector implements ScalarVector {
    /// Bytes that may be read, but mean nothing, behind the last value.
    public static final int PADDING = 2 * Long.BYTES;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    static {
        // Handles that were never used when the quick compiler first sees them are slow for as long as the JVM runs.
        copy(new byte[PADDING], 0, PADDING, new byte[PADDING], 0);
    }

    /// What [#starts] points into.
    public byte[] data = new byte[PADDING];

    /// Where the value of each row begins in [#data].
    public int[] starts;

    /// The bytes of the value of each row; -1 where the row is null.
    public int[] lengths;

    private byte[] own = new byte[PADDING];
    private boolean isOwn;
    private boolean isInOrder;
    private int longest = Integer.MAX_VALUE;
    private int used;

    /// @param rows to make room for
    public BytesVector(int rows) {
        starts = new int[rows];
        lengths = new int[rows];
    }

    /// Values that stay as they are, such as those of a dictionary; none is copied.
    ///
    /// @param data reaches [#PADDING] bytes beyond the last one
    /// @param longest no value is longer
    public static BytesVector of(byte[] data, int[] starts, int[] lengths, int longest) {
        var vector = new BytesVector(0);
        vector.data = data;
        vector.starts = starts;
        vector.lengths = lengths;
        vector.longest = longest;
        return vector;
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
        isOwn = false;
        isInOrder = false;
    }

    /// As [#wrap], where values lie in order, with nothing between them.
    public void wrapInOrder(byte[] buffer) {
        wrap(buffer);
        isInOrder = true;
    }

    /// No value is longer, as far as that is known.
    public int longest() {
        return longest;
    }

    /// Whether the vector has a buffer of its own.
    public boolean isOwn() {
        return isOwn;
    }

    /// Whether values lie in order, with nothing between them, as they do in the vector's own buffer.
    public boolean isInOrder() {
        return isInOrder;
    }

    /// Copies the values of the first rows into the vector's own buffer, if they lie in somebody else's; more are then given by
    /// [#append].
    public void keep(int rows) {
        if (isOwn()) {
            return;
        }
        byte[] from = data;
        boolean atOnce = isInOrder;
        clear();
        if (atOnce) {
            keepInOrder(from, rows);
            return;
        }
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                int start = starts[row];
                int at = append(row, lengths[row]);
                copy(from, start, lengths[row], data, at);
            }
        }
    }

    private void keepInOrder(byte[] from, int rows) {
        int first = 0;
        while (first < rows && isNull(first)) {
            first++;
        }
        if (first == rows) {
            return;
        }
        int last = rows - 1;
        while (isNull(last)) {
            last--;
        }
        int start = starts[first];
        int bytes = starts[last] + lengths[last] - start;
        int at = extend(bytes);
        System.arraycopy(from, start, data, at, bytes);
        for (int row = first; row <= last; row++) {
            starts[row] += at - start;
        }
    }

    /// Copies a value from one buffer to another, both with [#PADDING] behind it, which may be overwritten as well.
    public static void copy(byte[] from, int start, int length, byte[] to, int at) {
        if (length <= PADDING) {
            WORDS.set(to, at, (long) WORDS.get(from, start));
            WORDS.set(to, at + Long.BYTES, (long) WORDS.get(from, start + Long.BYTES));
        } else {
            System.arraycopy(from, start, to, at, length);
        }
    }

    /// Starts anew with the vector's own buffer; values are then given by [#append].
    public void clear() {
        data = own;
        isOwn = true;
        isInOrder = true;
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
