package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.schema.Storage;
import java.util.Optional;

/// Puts the values of a column chunk into its Bloom filter, if it is to have one: the hashes of what they are plainly, without the
/// length before those that have one.
final class FilteredValues {
    private static final long FLOAT_NAN = XxHash64.of(Float.floatToRawIntBits(Float.NaN));
    private static final long DOUBLE_NAN = XxHash64.of(Double.doubleToRawLongBits(Double.NaN));

    private final Storage storage;
    private final BloomFilterSettings settings;
    private BloomFilterBuilder builder;

    FilteredValues(Storage storage, BloomFilterSettings settings) {
        this.storage = storage;
        this.settings = settings;
        builder = new BloomFilterBuilder(settings);
    }

    /// Adds the first `count` of some numbers.
    void add(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            add(values[i]);
        }
    }

    private void add(long value) {
        switch (storage) {
            case INT32 -> builder.add(XxHash64.of((int) value));
            case INT64 -> builder.add(XxHash64.of(value));
            case FLOAT -> addFloat((int) value);
            case DOUBLE -> addDouble(value);
            case BOOLEAN, BYTES, FIXED, INT96 -> throw new IllegalStateException(storage + " has no filter of numbers");
        }
    }

    /// Readers may ask for a zero of the other sign, and for another NaN, and mean the same.
    private void addFloat(int bits) {
        builder.add(XxHash64.of(bits));
        float value = Float.intBitsToFloat(bits);
        if (value == 0) {
            builder.add(XxHash64.of(bits ^ Integer.MIN_VALUE));
        } else if (Float.isNaN(value)) {
            builder.add(FLOAT_NAN);
        }
    }

    private void addDouble(long bits) {
        builder.add(XxHash64.of(bits));
        double value = Double.longBitsToDouble(bits);
        if (value == 0) {
            builder.add(XxHash64.of(bits ^ Long.MIN_VALUE));
        } else if (Double.isNaN(value)) {
            builder.add(DOUBLE_NAN);
        }
    }

    /// Adds bytes that are a value.
    void add(byte[] data, int start, int length) {
        builder.add(XxHash64.of(data, start, length));
    }

    /// Adds one that is not null.
    void add(ScalarVector vector, int row) {
        switch (vector) {
            case LongVector longs -> add(longs.values[row]);
            case BytesVector bytes -> add(bytes.data, bytes.starts[row], bytes.lengths[row]);
        }
    }

    long heldBytes() {
        return builder.heldBytes();
    }

    /// The filter of the chunk, if there is one; begins that of the next.
    Optional<BloomFilter> finish() {
        var filter = builder.finish();
        builder = new BloomFilterBuilder(settings);
        return filter;
    }
}
