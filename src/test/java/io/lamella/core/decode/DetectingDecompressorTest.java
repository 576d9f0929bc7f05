package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DetectingDecompressorTest {
    private static final byte[] TEXT =
            "id,name\n1,One\n2,Two, or so\n3,éèê\n".repeat(20).getBytes(StandardCharsets.UTF_8);

    static byte[] compress(Compression compression, byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (OutputStream out = compressor(compression, compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return compressed.toByteArray();
    }

    private static OutputStream compressor(Compression compression, OutputStream out) throws IOException {
        return switch (compression) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out);
            case ZSTD -> new ZstdOutputStream(out).setChecksum(true);
            case BZIP2 -> new BZip2CompressorOutputStream(out);
        };
    }

    private static byte[] decompress(byte[] bytes) {
        return decompress(List.of(ByteBuffer.wrap(bytes)), 64 * 1024);
    }

    private static byte[] decompress(List<ByteBuffer> pieces, int room) {
        var decompressed = new ByteArrayOutputStream();
        var out = ByteBuffer.allocate(room);
        try (var decompressor = new DetectingDecompressor()) {
            for (ByteBuffer piece : pieces) {
                drain(decompressor, piece, false, out, decompressed);
                assertThat(piece.hasRemaining()).isFalse();
            }
            drain(decompressor, ByteBuffer.allocate(0), true, out, decompressed);
            assertThat(decompressor.producedBytes()).isEqualTo(decompressed.size());
        }
        return decompressed.toByteArray();
    }

    private static void drain(
            Decompressor decompressor, ByteBuffer in, boolean end, ByteBuffer out, ByteArrayOutputStream target) {
        Progress progress;
        do {
            progress = decompressor.decompress(in, end, out.clear());
            target.write(out.array(), out.arrayOffset(), out.position());
        } while (progress == Progress.OUTPUT_FULL);
        assertThat(progress).isEqualTo(end ? Progress.FINISHED : Progress.NEEDS_INPUT);
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void decompressesHoweverTheBytesArrive(Compression compression) {
        byte[] bytes = compress(compression, TEXT);
        long seed = new Random().nextLong();
        var random = new Random(seed);

        assertThat(decompress(bytes)).isEqualTo(TEXT);
        assertThat(decompress(Decoded.pieces(bytes, 1, random), 1)).isEqualTo(TEXT);
        assertThat(decompress(Decoded.pieces(bytes, 50, random), random.nextInt(1, 100)))
                .as("seed %d", seed)
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void decompressesNothing(Compression compression) {
        assertThat(decompress(compress(compression, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void joinsStreams(Compression compression) {
        byte[] one = compress(compression, TEXT);
        byte[] none = compress(compression, new byte[0]);

        assertThat(decompress(join(none, one, none, none, one))).isEqualTo(join(TEXT, TEXT));
        assertThat(decompress(Decoded.pieces(join(one, one), 1, new Random()), 7))
                .isEqualTo(join(TEXT, TEXT));
    }

    @ParameterizedTest
    @EnumSource
    void decompressesWhatIsLargerThanAnyBuffer(Compression compression) {
        byte[] text = new byte[6_000_000];
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('a' + random.nextInt(20));
        }
        byte[] bytes = compress(compression, text);

        assertThat(Arrays.equals(decompress(Decoded.pieces(bytes, 500_000, random), 1 << 20), text))
                .as("seed %d", seed)
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesAStreamThatIsCutShort(Compression compression) {
        byte[] bytes = compress(compression, TEXT);

        for (int length = Compression.MAGIC_BYTES; length < bytes.length; length += 3) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> decompress(cut))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("byte");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void neverChangesTextWhateverBitIsFlipped(Compression compression) {
        byte[] bytes = compress(compression, TEXT);
        int refused = 0;

        for (int at = Compression.MAGIC_BYTES; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            try {
                assertThat(decompress(damaged)).isEqualTo(TEXT);
            } catch (RefusedException e) {
                refused++;
            }
        }
        // A few bits stand for nothing, such as the padding of a bit stream.
        assertThat(refused).isGreaterThan((bytes.length - Compression.MAGIC_BYTES) * 9 / 10);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesOtherBytesBehindTheStream(Compression compression) {
        assertThatThrownBy(() -> decompress(join(compress(compression, TEXT), TEXT)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void passesOverEveryPartOfAGzipHeader() {
        byte[] plain = compress(Compression.GZIP, TEXT);
        byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
        byte[] fixed = Arrays.copyOf(plain, 10);

        for (int flags = 0; flags < 32; flags++) {
            fixed[3] = (byte) flags;
            byte[] header = fixed;
            header = (flags & 4) == 0 ? header : join(header, new byte[] {3, 0, 'x', 0, 'z'});
            header = (flags & 8) == 0 ? header : join(header, "name.csv\0".getBytes(StandardCharsets.UTF_8));
            header = (flags & 16) == 0 ? header : join(header, "\0".getBytes(StandardCharsets.UTF_8));
            var crc = new CRC32();
            crc.update(header);
            byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
            header = (flags & 2) == 0 ? header : join(header, checksum);
            byte[] bytes = join(header, body);

            assertThat(decompress(Decoded.pieces(bytes, 1, new Random()), 100)).isEqualTo(TEXT);
            if ((flags & 2) != 0) {
                bytes[header.length - 1] ^= 1;
                assertThatThrownBy(() -> decompress(bytes)).hasMessageContaining("its checksum is wrong");
            }
        }
    }

    @Test
    void passesOverAnEmptyExtraField() {
        byte[] plain = compress(Compression.GZIP, TEXT);
        byte[] header = Arrays.copyOf(plain, 12);
        header[3] = 4;
        header[10] = 0;
        header[11] = 0;

        assertThat(decompress(join(header, Arrays.copyOfRange(plain, 10, plain.length))))
                .isEqualTo(TEXT);
    }

    @Test
    void passesOverZerosBehindAGzipStream() {
        assertThat(decompress(join(compress(Compression.GZIP, TEXT), new byte[700])))
                .isEqualTo(TEXT);
    }

    @Test
    void passesOverSkippableZstdFrames() {
        byte[] skippable = ByteBuffer.allocate(13)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x184D2A53)
                .putInt(5)
                .array();
        byte[] frame = Zstd.compress(TEXT);

        assertThat(decompress(join(skippable, frame, skippable, frame, skippable)))
                .isEqualTo(join(TEXT, TEXT));
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void refusesABomb(Compression compression) throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (OutputStream out = compressor(compression, bomb)) {
            for (int i = 0; i < 260; i++) {
                out.write(new byte[1024 * 1024]);
            }
        }
        var out = ByteBuffer.allocate(64 * 1024);
        try (var decompressor = new DetectingDecompressor()) {
            var in = ByteBuffer.wrap(bomb.toByteArray());

            assertThatThrownBy(() -> {
                        while (decompressor.decompress(in, true, out.clear()) == Progress.OUTPUT_FULL) {}
                    })
                    .isInstanceOf(RefusedException.class)
                    .extracting(e -> ((RefusedException) e).reason())
                    .isEqualTo("decompression_bomb");
            assertThat(decompressor.producedBytes()).isLessThan(DetectingDecompressor.BOMB_BYTES + (1 << 20));
        }
    }

    @Test
    void refusesArchivesAndOtherCompressions() {
        var magics = new ArrayList<byte[]>();
        magics.add(new byte[] {'P', 'K', 3, 4, 20, 0});
        magics.add(new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0});
        magics.add(new byte[] {4, 0x22, 0x4D, 0x18, 0});

        assertThat(magics)
                .allSatisfy(magic -> assertThatThrownBy(() -> decompress(magic))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("plain text, gzip, zstd and bzip2 are understood"));
    }

    @Test
    void takesTextThatBeginsLikeBzip2ForText() {
        byte[] text = "BZh9,x\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);

        assertThat(decompress(text)).isEqualTo(text);
    }
}
