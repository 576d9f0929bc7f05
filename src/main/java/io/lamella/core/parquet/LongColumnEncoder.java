package io.lamella.core.parquet;

import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import io.lamella.core.schema.LeafColumn;
import io.lamella.core.schema.Storage;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.format.Encoding;

/// Encodes a column of values of up to 64 bits: by dictionary, as differences, or plainly.
final class LongColumnEncoder extends ColumnEncoder {
    private final PageWriter scratch;
    private final Storage storage;
    private final int pageValues;
    private final DeltaBinaryPacked delta = new DeltaBinaryPacked();
    private LongDictionary dictionary = new LongDictionary();

    private long[] values = new long[64];

    LongColumnEncoder(LeafColumn column, WriterSettings settings, PageWriter writer) {
        super(column, settings, writer);
        scratch = writer;
        storage = column.type().storage();
        pageValues = Math.clamp(settings.pageBytes() * 8L / bits(), 1, Integer.MAX_VALUE);
    }

    @Override
    void append(Vector vector, int[] rows, int from, int to) {
        var longs = (LongVector) vector;
        boolean contiguous = rows[to - 1] - rows[from] == to - 1 - from;
        for (int at = from; at < to; ) {
            int end = Math.min(to, at + room());
            reserve(end - at);
            if (contiguous) {
                addRange(longs, rows[at], end - at);
            } else {
                addSelected(longs, rows, at, end);
            }
            checkNulls();
            if (room() == 0) {
                closePage();
            }
            at = end;
        }
    }

    @Override
    void appendValues(ScalarVector vector, int from, int count) {
        reserve(count);
        System.arraycopy(((LongVector) vector).values, from, values, levels.values(), count);
    }

    @Override
    boolean isFull() {
        return levels.values() >= pageValues;
    }

    /// Rows that the open page takes even if none is null.
    private int room() {
        return Math.min(settings.pageRows() - levels.rows(), pageValues - levels.values());
    }

    private void reserve(int rows) {
        if (levels.values() + rows > values.length) {
            values = Arrays.copyOf(values, Math.max(levels.values() + rows, 2 * values.length));
        }
    }

    private void addRange(LongVector vector, int from, int count) {
        int at = levels.values();
        levels.add(vector.present, from, count);
        if (levels.values() - at == count) {
            System.arraycopy(vector.values, from, values, at, count);
        } else {
            squeeze(vector.values, vector.present, from, from + count, at);
        }
    }

    private void squeeze(long[] from, byte[] present, int start, int end, int target) {
        int at = target;
        for (int row = start; row < end; row++) {
            if (present[row] != 0) {
                values[at++] = from[row];
            }
        }
    }

    private void addSelected(LongVector vector, int[] rows, int from, int to) {
        int at = levels.values();
        levels.add(vector.present, rows, from, to);
        for (int i = from; i < to; i++) {
            int row = rows[i];
            if (vector.present[row] != 0) {
                values[at++] = vector.values[row];
            }
        }
    }

    @Override
    boolean hasDictionary() {
        return order != ValueOrder.BOOLEANS;
    }

    @Override
    void encodeIds(ByteSink body) {
        int count = levels.values();
        int[] ids = scratch.ids(count);
        dictionary.ids(values, count, ids);
        int width = BitPacking.widthOf(dictionary.size() - 1);
        body.write(width);
        RleHybrid.encode(ids, count, width, body);
    }

    /// Half of the dictionary is put to the account of the pages to come.
    @Override
    boolean dictionaryPays(ByteSink body, int idsStart, DictionaryTrial trial) {
        int idsEnd = body.size;
        encodeDirectly(body);
        int direct = body.size - idsEnd;
        return (trial.hasPaid() && idsEnd - idsStart + dictionaryBytes() / 2 < direct)
                || trial.willPay((double) direct / levels.values() * trial.values(), settings.dictionaryBytes());
    }

    @Override
    Encoding encodeDirectly(ByteSink body) {
        return switch (encoding) {
            case AUTO, DICTIONARY -> encodeSmallest(body);
            case DELTA -> encodeDifferences(body);
            case BYTE_STREAM_SPLIT -> {
                SplitEncoding.put(values, levels.values(), bits(), body);
                yield Encoding.BYTE_STREAM_SPLIT;
            }
            case PLAIN -> encodePlainly(body);
            case DELTA_LENGTH -> throw new IllegalStateException(encoding + " is not for numbers");
        };
    }

    private Encoding encodeSmallest(ByteSink body) {
        int start = body.size;
        if (mayBeDifferences()) {
            var differences = encodeDifferences(body);
            if (body.size - start < openPlainBytes()) {
                return differences;
            }
            body.size = start;
        }
        return encodePlainly(body);
    }

    private Encoding encodeDifferences(ByteSink body) {
        delta.encode(values, levels.values(), bits(), body);
        return Encoding.DELTA_BINARY_PACKED;
    }

    private Encoding encodePlainly(ByteSink body) {
        PlainEncoding.put(values, levels.values(), bits(), body);
        return Encoding.PLAIN;
    }

    private boolean mayBeDifferences() {
        return (storage == Storage.INT32 || storage == Storage.INT64)
                && settings.compatibility().allows(Encoding.DELTA_BINARY_PACKED);
    }

    @Override
    void encodeDictionary(ByteSink body) {
        PlainEncoding.put(dictionary.values(), dictionary.size(), bits(), body);
    }

    @Override
    int dictionarySize() {
        return dictionary.size();
    }

    @Override
    int distinctAmong(int count) {
        return LongDictionary.distinct(scratch.ids(count), count);
    }

    @Override
    long dictionaryBytes() {
        return (long) dictionary.size() * bits() / 8;
    }

    @Override
    long dictionaryHeldBytes() {
        return dictionary.heldBytes();
    }

    @Override
    void clearDictionary() {
        dictionary = new LongDictionary();
    }

    @Override
    void filterValues(FilteredValues to) {
        to.add(values, levels.values());
    }

    @Override
    void filterDictionary(FilteredValues to) {
        to.add(dictionary.values(), dictionary.size());
    }

    @Override
    Optional<Bounds> bounds() {
        return LongExtremes.of(values, levels.values(), order);
    }

    @Override
    long openPlainBytes() {
        return Math.ceilDiv((long) levels.values() * bits(), 8L);
    }

    @Override
    void clearPage() {}

    private int bits() {
        return switch (storage) {
            case BOOLEAN -> 1;
            case INT32, FLOAT -> Integer.SIZE;
            case INT64, DOUBLE -> Long.SIZE;
            case BYTES, FIXED, INT96 -> throw new IllegalArgumentException(storage + " is not held in longs");
        };
    }
}
