package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.RestartPoint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Streams of bzip2 of which decompression begins at any of their blocks.
class Bzip2DecompressorTest {
    private static final byte[] TEXT = text(450_000);

    /// Letters by chance, so that no runs make blocks longer.
    private static byte[] text(int length) {
        var random = new Random(length);
        var text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('a' + random.nextInt(20));
        }
        return text;
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /// What comes out of an object from a place on, and at which places it could begin again.
    private record Run(byte[] text, Set<RestartPoint> points) {
        static Run of(byte[] object, RestartPoint from, int room) {
            var text = new ByteArrayOutputStream();
            var points = new LinkedHashSet<RestartPoint>();
            int offset = Math.toIntExact(from.offset());
            var in = ByteBuffer.wrap(object, offset, object.length - offset);
            var out = ByteBuffer.allocate(room);
            try (var decompressor = Compression.BZIP2.open(from)) {
                Progress progress;
                do {
                    progress = decompressor.decompress(in, true, out.clear());
                    text.write(out.array(), 0, out.position());
                    points.add(decompressor.restart());
                } while (progress == Progress.OUTPUT_FULL);
            }
            return new Run(text.toByteArray(), points);
        }
    }

    @Test
    void beginsAtEachBlockThatACompressorWrote() {
        var object = Bzip2Blocks.compress(TEXT, 1);

        var points = Run.of(object, RestartPoint.START, 1_000).points();

        assertThat(points).as("blocks of less than 100,000 bytes").hasSize(5);
        assertThat(points)
                .as("that begin at a mark")
                .map(point -> point instanceof RestartPoint.Block block ? block.bit() : 32L)
                .isEqualTo(Bzip2Blocks.marks(object));
        assertBeginsAt(points, object, TEXT);
    }

    @Test
    void beginsAtBlocksOfStreamsOneBehindAnother() {
        var text = Arrays.copyOf(TEXT, 150);
        var object = join(
                Bzip2Blocks.stream(text, 100),
                Bzip2Blocks.compress(new byte[0], 9),
                Bzip2Blocks.stream(text, 1),
                Bzip2Blocks.compress(text, 9),
                Bzip2Blocks.stream(text, 13));
        var all = join(text, text, text, text);

        var points = Run.of(object, RestartPoint.START, 1).points();

        assertThat(points.size()).isBetween(150, 2 + 1 + 150 + 1 + 12);
        assertBeginsAt(points, object, all);
    }

    private static void assertBeginsAt(Set<RestartPoint> points, byte[] object, byte[] text) {
        for (var point : points) {
            var rest = Run.of(object, point, 64 * 1024);
            assertThat(rest.text())
                    .as("%s", point)
                    .isEqualTo(Arrays.copyOfRange(text, Math.toIntExact(point.textOffset()), text.length));
            assertThat(points).containsAll(rest.points());
        }
    }

    /// A block says in bits which bytes occur in it: here, 3 to 5 times sixteen of them spell the mark.
    @Test
    void takesNoMarkWithinABlockForABlock() {
        var row = "a,b\n2379?ACDGJMNQSVWY[\\_,x\n".getBytes(StandardCharsets.US_ASCII);
        var object = Bzip2Blocks.stream(join(row, row, row), row.length);
        assertThat(Bzip2Blocks.marks(object)).as("of three blocks").hasSize(6);

        var run = Run.of(object, RestartPoint.START, 1);

        assertThat(run.points()).hasSize(3);
        assertBeginsAt(run.points(), object, join(row, row, row));
    }

    @Test
    void seesThatAnyBitBehindABlockIsDamaged() {
        var text = Arrays.copyOf(TEXT, 300);
        var object = Bzip2Blocks.stream(text, 100);
        var last = Run.of(object, RestartPoint.START, 100).points().stream()
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(last.textOffset()).isEqualTo(200);
        int padding = 0;

        for (long bit = ((RestartPoint.Block) last).bit(); bit < object.length * 8L; bit++) {
            var damaged = object.clone();
            damaged[Math.toIntExact(bit / 8)] ^= (byte) (0x80 >> bit % 8);
            try {
                // The last bits are of no stream; others may say that a block is randomised, or how often a code is
                // given.
                assertThat(Run.of(damaged, last, 100).text()).isEqualTo(Arrays.copyOfRange(text, 200, 300));
                padding++;
            } catch (RefusedException e) {
                assertThat(e.reason()).isEqualTo("corrupt_bzip2");
            }
        }
        assertThat(padding).isLessThan(16);
    }

    @Test
    void comparesTheChecksumOfAStreamOfWhichItSawTheEndAlone() {
        var object = Bzip2Blocks.stream(Arrays.copyOf(TEXT, 300), 100);
        var points = Run.of(object, RestartPoint.START, 100).points();
        var block = (RestartPoint.Block) List.copyOf(points).getLast();
        var other = new RestartPoint.Block(
                block.stream(), block.bit(), block.textOffset(), block.level(), block.checksum() ^ 1);

        assertThatThrownBy(() -> Run.of(object, other, 1_000))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("CRC");
    }
}
