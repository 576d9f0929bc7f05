package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;

/// How the Bloom filters of a column are made, one for each row group.
///
/// @param falsePositives the fraction of values that are not in a row group and yet seem to be; a filter is as big as that takes
/// @param maxBytes no filter is bigger, whatever that means for the fraction. The largest power of two in it counts
public record BloomFilterSettings(double falsePositives, int maxBytes) {
    public static final double LEAST_FALSE_POSITIVES = 0.0001;
    public static final double MOST_FALSE_POSITIVES = 0.2;
    public static final BloomFilterSettings DEFAULT = new BloomFilterSettings(0.01, 1024 * 1024);

    public BloomFilterSettings {
        if (!(falsePositives >= LEAST_FALSE_POSITIVES && falsePositives <= MOST_FALSE_POSITIVES)) {
            throw new IllegalArgumentException("falsePositives must be " + LEAST_FALSE_POSITIVES + " to "
                    + MOST_FALSE_POSITIVES + " but was " + falsePositives);
        }
        if (maxBytes < BloomFilter.BLOCK_BYTES) {
            throw new IllegalArgumentException(
                    "maxBytes must be " + BloomFilter.BLOCK_BYTES + " or more but was " + maxBytes);
        }
    }

    /// Whether a column of this type, a scalar, can have one. Of truth values there are two; and no reader asks for INT96.
    public static boolean fits(ColumnType type) {
        return switch (type.storage()) {
            case INT32, INT64, FLOAT, DOUBLE, BYTES, FIXED -> true;
            case BOOLEAN, INT96 -> false;
        };
    }

    int maxBlocks() {
        return Integer.highestOneBit(maxBytes / BloomFilter.BLOCK_BYTES);
    }
}
