package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every width in bits, and lengths around the ends of groups and blocks, by parquet-java's decoders.
class NumberEncodingsTest {
    private static final int[] COUNTS = {1, 2, 7, 8, 9, 31, 32, 33, 127, 128, 129, 130, 257, 1000};

    private final SplittableRandom random = new SplittableRandom(5);

    static IntStream idWidths() {
        return IntStream.rangeClosed(0, 31);
    }

    static IntStream longWidths() {
        return IntStream.rangeClosed(0, 64);
    }

    @ParameterizedTest
    @MethodSource("idWidths")
    void hybridKeepsRunsAndChanges(int width) throws IOException {
        for (int count : COUNTS) {
            for (int longestRun : new int[] {1, 3, 12, 40, 2000}) {
                int[] values = runs(count, longestRun, width);
                var sink = new ByteSink();
                RleHybrid.encode(values, count, width, sink);
                assertThat(decodeHybrid(sink, count, width)).isEqualTo(values);
            }
        }
    }

    private int[] runs(int count, int longestRun, int width) {
        int[] values = new int[count];
        for (int from = 0; from < count; ) {
            int to = Math.min(count, from + 1 + random.nextInt(longestRun));
            Arrays.fill(values, from, to, (int) (random.nextLong() & ((1L << width) - 1)));
            from = to;
        }
        return values;
    }

    private static int[] decodeHybrid(ByteSink sink, int count, int width) throws IOException {
        var decoder = new RunLengthBitPackingHybridDecoder(width, new ByteArrayInputStream(sink.bytes, 0, sink.size));
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = decoder.readInt();
        }
        return values;
    }

    @Test
    void hybridTakesFewBytesForALongRun() {
        var sink = new ByteSink();
        RleHybrid.encode(new int[100_000], 100_000, 20, sink);
        assertThat(sink.size).isLessThan(8);
    }

    @ParameterizedTest
    @MethodSource("longWidths")
    void differencesOfLongsComeBack(int width) throws IOException {
        for (int count : COUNTS) {
            long[] values = longs(count, width);
            var sink = new ByteSink();
            new DeltaBinaryPacked().encode(values, count, Long.SIZE, sink);
            var reader = reader(sink, count);
            for (long value : values) {
                assertThat(reader.readLong()).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("idWidths")
    void differencesOfIntsComeBackAndWrapAt32Bits(int width) throws IOException {
        for (int count : COUNTS) {
            long[] values = Arrays.stream(longs(count, width + 1))
                    .map(value -> (int) value)
                    .toArray();
            var sink = new ByteSink();
            new DeltaBinaryPacked().encode(values, count, Integer.SIZE, sink);
            assertThat(sink.size).isLessThanOrEqualTo(20 + (count / 128 + 1) * (9 + 4 * 128));
            var reader = reader(sink, count);
            for (long value : values) {
                assertThat(reader.readInteger()).isEqualTo((int) value);
            }
        }
    }

    /// Both signs, and now and then the extremes of the width.
    private long[] longs(int count, int width) {
        return IntStream.range(0, count)
                .mapToLong(
                        _ -> width == 0 ? 7 : (random.nextInt(8) == 0 ? 1L << 63 : random.nextLong()) >> (64 - width))
                .toArray();
    }

    private static DeltaBinaryPackingValuesReader reader(ByteSink sink, int count) throws IOException {
        var reader = new DeltaBinaryPackingValuesReader();
        reader.initFromPage(count, ByteBufferInputStream.wrap(ByteBuffer.wrap(sink.bytes, 0, sink.size)));
        return reader;
    }

    @Test
    void differencesOfASteadyCounterTakeNoBits() {
        long[] values = IntStream.range(0, 12_801).mapToLong(i -> i * 17_000L).toArray();
        var sink = new ByteSink();
        new DeltaBinaryPacked().encode(values, values.length, Long.SIZE, sink);
        // 100 blocks, each with three bytes of the least difference and four widths.
        assertThat(sink.size).isLessThan(100 * 7 + 12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 500})
    void levelsKeepWhichRowsHaveValues(int count) throws IOException {
        for (int longestRun : new int[] {1, 5, 30, 200, 1000}) {
            int[] expected = runs(count, longestRun, 1);
            byte[] presence = new byte[count];
            for (int i = 0; i < count; i++) {
                presence[i] = (byte) expected[i];
            }
            var levels = new DefinitionLevels();
            levels.add(presence, 0, count);
            var sink = new ByteSink();
            levels.encode(sink);
            assertThat(levels.values()).isEqualTo(Arrays.stream(expected).sum());
            assertThat(LittleEndian.getInt(sink.bytes, 0)).isEqualTo(sink.size - 4);
            System.arraycopy(sink.bytes, 4, sink.bytes, 0, sink.size - 4);
            assertThat(decodeHybrid(sink, count, 1)).isEqualTo(expected);
        }
    }

    @Test
    void aRunOfNullsEndsWithThePage() {
        byte[] presence = new byte[41];
        presence[0] = 1;
        var levels = new DefinitionLevels();
        levels.add(presence, 0, 41);
        var sink = new ByteSink();
        levels.encode(sink);
        // Four bytes of length, one bit-packed group, then a run of 33.
        assertThat(Arrays.copyOf(sink.bytes, sink.size)).containsExactly(4, 0, 0, 0, 1 << 1 | 1, 1, 33 << 1, 0);
    }
}
