package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;

class DecompressionTest {
    private static byte[] page(int number) {
        return ("page " + number + " ").repeat(100 + number).getBytes(UTF_8);
    }

    private static byte[] compressed(byte[] page) {
        return com.github.luben.zstd.Zstd.compress(page);
    }

    private static byte[] decompressed(byte[] compressed, int size) {
        var page = Decompression.decompress(
                CompressionCodec.ZSTD, new ByteCursor(compressed, 0, compressed.length), size, byte[]::new);
        return Arrays.copyOfRange(page.array(), page.position(), page.position() + page.remaining());
    }

    @Test
    void pagesDoNotMeetSideBySide() {
        assertThat(IntStream.range(0, 2_000)
                        .parallel()
                        .filter(number -> !Arrays.equals(
                                decompressed(compressed(page(number)), page(number).length), page(number))))
                .isEmpty();
    }

    @Test
    void aBrokenPageLeavesTheNextAlone() {
        byte[] page = page(1);
        byte[] good = compressed(page);
        byte[] cut = Arrays.copyOf(good, good.length - 1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> decompressed(cut, page.length))
                    .isInstanceOf(ParquetFormatException.class)
                    .hasMessageContaining("ZSTD cannot be decompressed");
            assertThat(decompressed(good, page.length)).isEqualTo(page);
        }
    }
}
