package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BloomFilterTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 64, 1024})
    void hasTheBitsOfParquetJava(int blocks) throws IOException {
        var ours = new BloomFilter(blocks);
        var theirs = new BlockSplitBloomFilter(blocks * BloomFilter.BLOCK_BYTES);
        hashes(33, 5L * blocks).forEach(hash -> {
            ours.add(hash);
            theirs.insertHash(hash);
        });
        assertThat(bits(ours)).isEqualTo(bits(theirs));
        hashes(34, 1000).forEach(hash -> assertThat(ours.mayHold(hash)).isEqualTo(theirs.findHash(hash)));
    }

    @Test
    void halvedIsTheFilterOfHalfTheSize() {
        var whole = new BloomFilter(64);
        hashes(35, 400).forEach(whole::add);
        var halved = whole;
        for (int blocks = 32; blocks > 0; blocks /= 2) {
            var made = new BloomFilter(blocks);
            hashes(35, 400).forEach(made::add);
            halved = halved.halved();
            assertThat(bits(halved)).as("%d blocks", blocks).isEqualTo(bits(made));
        }
        assertThat(halved.isHalvable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1000, 2000, 8000})
    void tellsHowManyOthersItLetsThrough(int values) {
        var filter = new BloomFilter(64);
        hashes(36, values).forEach(filter::add);
        double through = hashes(37, 200_000).filter(filter::mayHold).count() / 200_000.0;

        assertThat(filter.falsePositives()).isCloseTo(through, within(0.002));
    }

    @Test
    void readsWhatItWrote() {
        var filter = new BloomFilter(4);
        hashes(38, 30).forEach(filter::add);
        assertThat(bits(BloomFilter.read(filter.stored()))).isEqualTo(bits(filter));
    }

    @Test
    void refusesWhatIsCut() {
        var stored = new BloomFilter(4).stored();
        assertThatThrownBy(() -> BloomFilter.read(stored.slice(0, stored.remaining() - 1)))
                .isInstanceOf(ParquetFormatException.class)
                .hasMessageContaining("claims 128 bytes where 127 are left");
        assertThatThrownBy(() -> BloomFilter.read(stored.slice(0, 3))).isInstanceOf(ParquetFormatException.class);
    }

    private static LongStream hashes(long seed, long count) {
        return new SplittableRandom(seed).longs(count);
    }

    private static byte[] bits(BloomFilter filter) {
        var stored = filter.stored();
        var bytes = new byte[filter.bytes()];
        stored.get(stored.limit() - bytes.length, bytes);
        return bytes;
    }

    private static byte[] bits(BlockSplitBloomFilter filter) throws IOException {
        var out = new ByteArrayOutputStream();
        filter.writeTo(out);
        return Arrays.copyOf(out.toByteArray(), filter.getBitsetSize());
    }
}
