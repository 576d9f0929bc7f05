package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorOutputStream;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of codecs that only others write.
class ForeignCodecsTest {
    private static final byte[] TEXT = "the time of the word, and the word of the time. "
            .repeat(200)
            .concat("an end")
            .getBytes(UTF_8);

    /// [#TEXT], by the reference encoder.
    private static final byte[] BROTLI =
            Base64.getDecoder().decode("G4UlAARacqQHFHpbbU/RO8YB+9e2yIADTWJ7jI2pFJ48+SvEjBP/A9MVQCqcV+gAEJny6AI=");

    @Test
    void readsBrotliOfArrow() throws IOException {
        byte[] file;
        try (var resource = Objects.requireNonNull(ForeignCodecsTest.class.getResourceAsStream("brotli.parquet"))) {
            file = resource.readAllBytes();
        }
        var columns = FileInMemory.read(file);

        assertThat(columns.getFirst())
                .isEqualTo(IntStream.range(0, 2000).mapToObj(i -> (long) i).toList());
        assertThat(columns.get(1).subList(0, 3)).containsExactly(null, word(1), word(2));
        assertThat(columns.get(2).get(1999)).isEqualTo(Double.doubleToRawLongBits(499.75));
    }

    @Test
    void readsBrotli() {
        assertThat(decompressed(CompressionCodec.BROTLI, BROTLI)).isEqualTo(TEXT);
    }

    @Test
    void readsLz4AsHadoopFramesIt() throws IOException {
        assertThat(decompressed(CompressionCodec.LZ4, frame(TEXT, TEXT.length))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4096})
    void readsLz4FramesOfSeveralBlocks(int blockBytes) throws IOException {
        assertThat(decompressed(CompressionCodec.LZ4, frame(TEXT, blockBytes))).isEqualTo(TEXT);
    }

    @Test
    void readsSeveralLz4Frames() throws IOException {
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(frame(Arrays.copyOf(TEXT, 1000), 1000));
        frames.writeBytes(frame(Arrays.copyOfRange(TEXT, 1000, TEXT.length), 700));

        assertThat(decompressed(CompressionCodec.LZ4, frames.toByteArray())).isEqualTo(TEXT);
    }

    @Test
    void readsARawBlockUnderTheSameName() throws IOException {
        assertThat(decompressed(CompressionCodec.LZ4, block(TEXT))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(names = {"LZ4", "BROTLI"})
    void damageIsRefusedOrMakesOtherBytes(CompressionCodec codec) throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        int refused = 0;
        for (byte[] good :
                codec == CompressionCodec.BROTLI ? List.of(BROTLI) : List.of(frame(TEXT, 999), block(TEXT))) {
            for (int round = 0; round < 3000; round++) {
                byte[] bad = Arrays.copyOf(good, random.nextInt(3) == 0 ? random.nextInt(good.length) : good.length);
                for (int flips = 1 + random.nextInt(4); flips > 0 && bad.length > 0; flips--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
                try {
                    assertThat(decompressed(codec, bad)).hasSize(TEXT.length);
                } catch (ParquetFormatException _) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @ParameterizedTest
    @EnumSource(names = {"LZ4", "BROTLI"})
    void anotherSizeThanClaimedIsRefused(CompressionCodec codec) throws IOException {
        byte[] good = codec == CompressionCodec.BROTLI ? BROTLI : frame(TEXT, TEXT.length);
        for (int size : new int[] {0, 1, TEXT.length - 1, TEXT.length + 1, 200 * 1024 * 1024}) {
            assertThatThrownBy(() ->
                            Decompression.decompress(codec, new ByteCursor(good, 0, good.length), size, byte[]::new))
                    .as("%s bytes", size)
                    .isInstanceOf(ParquetFormatException.class);
        }
    }

    @Test
    void lzoIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> decompressed(CompressionCodec.LZO, TEXT))
                .isInstanceOf(ParquetFormatException.class)
                .hasMessage("codec LZO is not supported; write the file anew with another, such as zstd");
    }

    private static ByteBuffer word(int number) {
        return ByteBuffer.wrap(("the time of the word number " + number).getBytes(UTF_8));
    }

    private static byte[] decompressed(CompressionCodec codec, byte[] bytes) {
        // Bytes before and behind belong to somebody else.
        byte[] among = new byte[bytes.length + 7];
        Arrays.fill(among, (byte) 0x55);
        System.arraycopy(bytes, 0, among, 3, bytes.length);
        var page =
                Decompression.decompress(codec, new ByteCursor(among, 3, 3 + bytes.length), TEXT.length, byte[]::new);
        int length = page.remaining();
        int from = page.take(length);
        return Arrays.copyOfRange(page.array(), from, from + length);
    }

    private static byte[] frame(byte[] content, int blockBytes) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.writeBytes(bigEndian(content.length));
        for (int from = 0; from < content.length; from += blockBytes) {
            byte[] block = block(Arrays.copyOfRange(content, from, Math.min(content.length, from + blockBytes)));
            frame.writeBytes(bigEndian(block.length));
            frame.writeBytes(block);
        }
        return frame.toByteArray();
    }

    private static byte[] block(byte[] content) throws IOException {
        var block = new ByteArrayOutputStream();
        try (var lz4 = new BlockLZ4CompressorOutputStream(block)) {
            lz4.write(content);
        }
        return block.toByteArray();
    }

    private static byte[] bigEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
