package io.lamella.core.decode;

import static io.lamella.core.decode.DetectingDecompressorTest.compress;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PackedTextTest {
    private static final List<ColumnSource> AB = Decoded.columns("a", "b");
    private static final byte[] ROWS = "a,b\n1,2\n".getBytes(UTF_8);

    @ParameterizedTest
    @EnumSource
    void refusesATarArchive(Compression compression) throws IOException {
        var posix = tar();
        var gnu = posix.clone();
        System.arraycopy("ustar  \0".getBytes(UTF_8), 0, gnu, 257, 8);

        for (var tar : List.of(posix, gnu)) {
            assertRefused(compress(compression, tar), "tar_archive", "unpack it");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void refusesWhatIsCompressedTwice(Compression inner) {
        assertRefused(compress(Compression.GZIP, compress(inner, ROWS)), "compressed_twice", "decompress it once");
    }

    @Test
    void refusesAZipArchiveInsideOfGzip() {
        assertRefused(compress(Compression.GZIP, "PK\3\4".getBytes(UTF_8)), "unsupported_compression", "a zip archive");
    }

    @Test
    void takesTextAboutTarForText() {
        var value = "x".repeat(257 - 6) + "ustar  ";
        var text = ("a,b\n1," + value + "\n").getBytes(UTF_8);
        assertThat(Arrays.copyOfRange(text, 257, 262)).isEqualTo("ustar".getBytes(UTF_8));

        assertThat(Decoded.of(Decoded.csv(), AB, text).rows()).containsExactly(List.of("1", value));
    }

    private static void assertRefused(byte[] object, String reason, String remedy) {
        assertThatThrownBy(() -> Decoded.of(Decoded.csv(), AB, Decoded.pieces(object, 7, new Random(1)), 64))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(remedy);
        assertThat(ObjectLead.find(Decoded.csv(), ByteBuffer.wrap(object))).isEmpty();
        assertThat(ObjectLead.findCompressed(Decoded.csv(), ByteBuffer.wrap(object), 1000, true))
                .isEmpty();
    }

    private static byte[] tar() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry("rows.csv");
            entry.setSize(ROWS.length);
            tar.putArchiveEntry(entry);
            tar.write(ROWS);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
