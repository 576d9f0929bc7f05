package io.lamella.core.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the Bloom filter of one column chunk, as big as its distinct values need, whose number nobody knows beforehand.
///
/// Hashes are kept until they take as much room as the largest filter; from then on they are added to that. In the end it is halved as
/// often as the wanted fraction of false positives allows.
final class BloomFilterBuilder {
    /// Of a filter that is certainly big enough for any fraction that can be asked for: 32 bits for each value.
    private static final int HASHES_PER_BLOCK = 8;

    /// A filter that would let so many through is not worth reading.
    private static final double USELESS = 0.5;

    private final BloomFilterSettings settings;
    private long[] hashes = new long[64];
    private int count;
    private @Nullable BloomFilter largest;

    BloomFilterBuilder(BloomFilterSettings settings) {
        this.settings = settings;
    }

    void add(long hash) {
        if (largest != null) {
            largest.add(hash);
            return;
        }
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = hash;
        if ((long) count * Long.BYTES >= (long) settings.maxBlocks() * BloomFilter.BLOCK_BYTES) {
            largest = filled(settings.maxBlocks());
            hashes = new long[64];
            count = 0;
        }
    }

    private BloomFilter filled(int blocks) {
        var filter = new BloomFilter(blocks);
        for (int i = 0; i < count; i++) {
            filter.add(hashes[i]);
        }
        return filter;
    }

    /// Heap that it holds.
    long heldBytes() {
        return count == 0 && largest == null
                ? 0
                : (long) hashes.length * Long.BYTES + (largest == null ? 0 : largest.bytes());
    }

    /// The filter of all that was added; empty if that is nothing, or so much that the largest filter would be useless.
    Optional<BloomFilter> finish() {
        if (count == 0 && largest == null) {
            return Optional.empty();
        }
        var filter = largest == null ? filled(enoughBlocks()) : largest;
        while (filter.isHalvable()) {
            var half = filter.halved();
            if (half.falsePositives() > settings.falsePositives()) {
                break;
            }
            filter = half;
        }
        return Optional.of(filter).filter(made -> made.falsePositives() <= USELESS);
    }

    private int enoughBlocks() {
        int blocks = Math.ceilDiv(count, HASHES_PER_BLOCK);
        return Math.min(settings.maxBlocks(), Integer.highestOneBit(2 * blocks - 1));
    }
}
