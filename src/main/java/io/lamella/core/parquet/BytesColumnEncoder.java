package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.LeafColumn;
import io.lamella.core.schema.Storage;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.format.Encoding;

/// Encodes a column of byte values: by dictionary, as lengths and then bytes, or, where all have one length or readers are old, plainly.
final class BytesColumnEncoder extends ColumnEncoder {
    /// How many times smaller compression makes texts that have no dictionary, so about.
    private static final double COMPRESSION = 2;

    private final String name;

    /// 0 where values have lengths of their own.
    private final int fixedLength;

    private final BoundTruncation truncation;
    private final BytesExtremes extremes;
    private BytesDictionary dictionary;
    private final DeltaBinaryPacked delta = new DeltaBinaryPacked();

    /// The values of the open page while there is a dictionary.
    private int[] ids = new int[64];

    /// The values of the open page when there is none, back to back, and their lengths.
    private final ByteSink plain = new ByteSink();

    private long[] lengths = new long[64];

    private int values;
    private long plainBytes;

    BytesColumnEncoder(LeafColumn column, WriterSettings settings, PageWriter writer) {
        super(column, settings, writer);
        name = column.name();
        fixedLength = column.type().fixedLength();
        truncation = column.type() instanceof ColumnType.Binary || column.type().storage() != Storage.BYTES
                ? BoundTruncation.BINARY
                : BoundTruncation.TEXT;
        extremes = new BytesExtremes(order);
        dictionary = new BytesDictionary(fixedLength > 0);
    }

    @Override
    void append(Vector vector, int[] rows, int from, int to) {
        var bytes = (BytesVector) vector;
        if (fixedLength > 0) {
            checkLengths(bytes, rows, from, to);
        }
        for (int at = from; at < to; ) {
            int end = Math.min(to, at + settings.pageRows() - levels.rows());
            reserve(end - at);
            int stop = usesDictionary() ? addIds(bytes, rows, at, end) : addPlain(bytes, rows, at, end);
            levels.addLengths(bytes.lengths, rows, at, stop);
            checkNulls();
            if (levels.rows() == settings.pageRows() || isFull()) {
                closePage();
            }
            at = stop;
        }
    }

    private void checkLengths(BytesVector vector, int[] rows, int from, int to) {
        for (int i = from; i < to; i++) {
            int length = vector.lengths[rows[i]];
            if (length >= 0 && length != fixedLength) {
                throw wrongLength(length);
            }
        }
    }

    private IllegalArgumentException wrongLength(int length) {
        return new IllegalArgumentException(
                "values of column " + name + " must have " + fixedLength + " bytes but one has " + length);
    }

    @Override
    void appendValues(ScalarVector vector, int from, int count) {
        var bytes = (BytesVector) vector;
        reserve(count);
        for (int i = from; i < from + count; i++) {
            int length = bytes.lengths[i];
            if (fixedLength > 0 && length != fixedLength) {
                throw wrongLength(length);
            }
            if (usesDictionary()) {
                ids[values] = dictionary.id(bytes.data, bytes.starts[i], length);
            } else {
                lengths[values] = length;
                plain.putPadded(bytes.data, bytes.starts[i], length);
            }
            values++;
            plainBytes += length + prefix();
        }
    }

    /// Whether values of another dictionary can be appended by their ids.
    boolean takes(Dictionary other) {
        return usesDictionary() && dictionaryBytes() + other.bytes() <= settings.dictionaryBytes();
    }

    /// The ids here of all values of another dictionary, by their ids there.
    int[] ids(Dictionary other) {
        var ours = new int[other.size()];
        byte[] padded = Arrays.copyOf(other.array(), other.array().length + Long.BYTES);
        for (int id = 0; id < ours.length; id++) {
            ours[id] = dictionary.id(padded, other.start(id), other.length(id));
        }
        return ours;
    }

    /// Rows that the open page takes while it goes through the dictionary; 0 when it does not.
    int roomForIds() {
        return usesDictionary() ? settings.pageRows() - levels.rows() : 0;
    }

    /// Appends rows of values that are in the dictionary, not more than [#roomForIds].
    ///
    /// @param theirs ids of the values in another dictionary, side by side
    /// @param ours as [#ids] answered for that
    /// @param present 1 for each row that has a value, 0 for each other
    void appendIds(int[] theirs, int[] ours, byte[] present, int rows) {
        reserve(rows);
        int before = levels.values();
        levels.add(present, 0, rows);
        checkNulls();
        int count = levels.values() - before;
        for (int i = 0; i < count; i++) {
            int id = ours[theirs[i]];
            ids[values++] = id;
            plainBytes += dictionary.length(id) + prefix();
        }
        if (levels.rows() == settings.pageRows()) {
            closePage();
        }
    }

    @Override
    boolean isFull() {
        return usesDictionary() ? dictionaryOutgrown() : plain.size >= settings.pageBytes();
    }

    private void reserve(int rows) {
        if (values + rows > ids.length) {
            int length = Math.max(values + rows, 2 * ids.length);
            ids = Arrays.copyOf(ids, length);
            lengths = Arrays.copyOf(lengths, length);
        }
    }

    /// Adds rows until the dictionary is full; returns the index of the first that was not added.
    private int addIds(BytesVector vector, int[] rows, int from, int to) {
        byte[] data = vector.data;
        int count = values;
        long added = 0;
        int i = from;
        while (i < to && !dictionaryOutgrown()) {
            int row = rows[i++];
            int length = vector.lengths[row];
            if (length >= 0) {
                ids[count++] = dictionary.id(data, vector.starts[row], length);
                added += length;
            }
        }
        plainBytes += added + (long) (count - values) * prefix();
        values = count;
        return i;
    }

    /// Adds rows until the page is full; returns the index of the first that was not added.
    private int addPlain(BytesVector vector, int[] rows, int from, int to) {
        byte[] data = vector.data;
        int count = values;
        int before = plain.size;
        int i = from;
        while (i < to && plain.size < settings.pageBytes()) {
            int row = rows[i++];
            int length = vector.lengths[row];
            if (length >= 0) {
                lengths[count++] = length;
                plain.putPadded(data, vector.starts[row], length);
            }
        }
        plainBytes += plain.size - before + (long) (count - values) * prefix();
        values = count;
        return i;
    }

    @Override
    boolean hasDictionary() {
        return true;
    }

    @Override
    void encodeIds(ByteSink body) {
        int width = BitPacking.widthOf(dictionary.size() - 1);
        body.write(width);
        RleHybrid.encode(ids, values, width, body);
    }

    @Override
    boolean dictionaryPays(ByteSink body, int idsStart, DictionaryTrial trial) {
        return trial.hasPaid() || trial.willPay(trial.plainBytes() / COMPRESSION, settings.dictionaryBytes());
    }

    @Override
    Encoding encodeDirectly(ByteSink body) {
        if (usesDictionary()) {
            putBack();
        }
        if (fixedLength > 0) {
            body.put(plain);
            return Encoding.PLAIN;
        }
        if (encoding == ValueEncoding.PLAIN || !settings.compatibility().allows(Encoding.DELTA_LENGTH_BYTE_ARRAY)) {
            PlainEncoding.put(plain, lengths, values, body);
            return Encoding.PLAIN;
        }
        delta.encode(lengths, values, Integer.SIZE, body);
        body.put(plain);
        return Encoding.DELTA_LENGTH_BYTE_ARRAY;
    }

    /// Takes the values of the open page out of the dictionary. It does not pay, so they are at most twice its size.
    private void putBack() {
        for (int i = 0; i < values; i++) {
            int id = ids[i];
            lengths[i] = dictionary.length(id);
            plain.putPadded(dictionary.bytes(), dictionary.start(id), dictionary.length(id));
        }
    }

    @Override
    void encodeDictionary(ByteSink body) {
        body.put(dictionary.plain());
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    int distinctAmong(int count) {
        return LongDictionary.distinct(ids, count);
    }

    @Override
    long dictionaryBytes() {
        return dictionary.plain().size;
    }

    @Override
    long dictionaryHeldBytes() {
        return dictionary.heldBytes();
    }

    @Override
    void clearDictionary() {
        dictionary = new BytesDictionary(fixedLength > 0);
    }

    @Override
    void filterValues(FilteredValues to) {
        int at = 0;
        for (int i = 0; i < values; i++) {
            int length = (int) lengths[i];
            to.add(plain.bytes, at, length);
            at += length;
        }
    }

    @Override
    void filterDictionary(FilteredValues to) {
        for (int id = 0; id < dictionary.size(); id++) {
            to.add(dictionary.bytes(), dictionary.start(id), dictionary.length(id));
        }
    }

    @Override
    Optional<Bounds> bounds() {
        if (order == ValueOrder.UNDEFINED) {
            return Optional.empty();
        }
        extremes.clear();
        if (usesDictionary()) {
            dictionary.addExtremes(ids, values, extremes);
        } else {
            int at = 0;
            for (int i = 0; i < values; i++) {
                int length = (int) lengths[i];
                extremes.add(plain.bytes, at, length);
                at += length;
            }
        }
        return extremes.bounds(truncation);
    }

    @Override
    long openPlainBytes() {
        return plainBytes;
    }

    @Override
    void clearPage() {
        plain.clear();
        values = 0;
        plainBytes = 0;
    }

    private int prefix() {
        return fixedLength > 0 ? 0 : Integer.BYTES;
    }
}
