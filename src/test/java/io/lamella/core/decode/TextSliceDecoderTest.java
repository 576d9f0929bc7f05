package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.lamella.core.decode.Decoded.Bad;
import io.lamella.core.decode.InputFormat.Unexpected;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSliceDecoderTest {
    private static final List<ColumnSource> AB = Decoded.columns("a", "b");

    private static byte[] join(byte[]... parts) {
        var joined = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1,éß", "windows-1252,€é", "windows-1251,Привет", "UTF-16LE,漢😀é", "UTF-16BE,漢😀é", "UTF-32,漢😀",
        "Shift_JIS,漢字カナ", "EUC-JP,漢字", "GB18030,汉😀é", "Big5,漢字", "EUC-KR,한글", "IBM037,abc"
    })
    void transcodesAndShowsRejectedRowsAsTheyStandInTheObject(Charset charset, String word) {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var text = new StringBuilder("a,b\n");
        var expected = new Decoded(new ArrayList<>(), new ArrayList<>());
        for (int line = 2; line < 3000; line++) {
            String value = word.repeat(random.nextInt(5));
            if (random.nextInt(10) == 0) {
                String row = value + line;
                byte[] raw = row.getBytes(charset);
                int offset = text.toString().getBytes(charset).length;
                expected.bad().add(new Bad("missing_fields", line, offset, latin1(raw), raw.length));
                text.append(row).append('\n');
            } else {
                expected.rows().add(List.of(value, "" + line));
                text.append(value).append(',').append(line).append('\n');
            }
        }
        byte[] bytes = text.toString().getBytes(charset);
        var format = Decoded.csv(charset, 1000);

        assertThat(Decoded.of(format, AB, bytes)).as("seed %d", seed).isEqualTo(expected);
        assertThat(Decoded.of(format, AB, Decoded.pieces(bytes, 1000, random), random.nextInt(64, 9000)))
                .as("seed %d", seed)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,EFBBBF", "UTF-16LE,FFFE", "UTF-16BE,FEFF", "UTF-32LE,FFFE0000", "UTF-32BE,0000FEFF"})
    void believesAByteOrderMarkMoreThanTheFormat(Charset charset, String mark) {
        byte[] bom = java.util.HexFormat.of().parseHex(mark);
        byte[] bytes = join(bom, "a,b\n漢,😀\nx\n".getBytes(charset));
        int before = bom.length + "a,b\n漢,😀\n".getBytes(charset).length;
        byte[] raw = "x".getBytes(charset);

        for (var declared : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16)) {
            Decoded decoded = Decoded.of(Decoded.csv(declared, 100), AB, Decoded.pieces(bytes, 1, new Random()), 64);

            assertThat(decoded.rows()).containsExactly(List.of("漢", "😀"));
            assertThat(decoded.bad()).containsExactly(new Bad("missing_fields", 3, before, latin1(raw), raw.length));
        }
    }

    @Test
    void takesAByteOrderMarkAloneForNoText() {
        byte[] bom = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

        assertThat(Decoded.of(Decoded.csv(), AB, bom)).isEqualTo(new Decoded(List.of(), List.of()));
    }

    @Test
    void rejectsARowWithBytesThatMeanNothingInTheCharset() {
        byte[] good = "a,b\n漢,1\n".getBytes(Charset.forName("Shift_JIS"));
        byte[] bad = {'x', ',', (byte) 0x81, 0x20, (byte) 0xFD, '\n'};
        byte[] after = "2,字\n".getBytes(Charset.forName("Shift_JIS"));
        var format = Decoded.csv(Charset.forName("Shift_JIS"), 100);

        Decoded decoded = Decoded.of(format, AB, join(good, bad, after));

        assertThat(decoded.rows()).containsExactly(List.of("漢", "1"), List.of("2", "字"));
        assertThat(decoded.bad()).containsExactly(new Bad("malformed_text", 3, good.length, "x,\u0081 \u00fd", 5));
    }

    @Test
    void rejectsALoneSurrogateAndHalfACharacterAtTheEnd() {
        byte[] head = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE);
        byte[] lone = {'x', 0, ',', 0, 0, (byte) 0xD8, '\n', 0, '3', 0, ',', 0, '4', 0, '\n', 0, '5', 0, ',', 0, '6'};
        var format = Decoded.csv(StandardCharsets.UTF_16LE, 100);

        Decoded decoded = Decoded.of(format, AB, join(head, lone));

        assertThat(decoded.rows()).containsExactly(List.of("1", "2"), List.of("3", "4"));
        assertThat(decoded.bad()).extracting(Bad::reason).containsExactly("malformed_text", "malformed_text");
        assertThat(decoded.bad()).extracting(Bad::raw).containsExactly("x\0,\0\0\u00d8", "5\0,\0006");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, 00D8",
        "UTF-16LE, 00DC",
        "UTF-16BE, D800",
        "UTF-16BE, D800D800",
        "UTF-32LE, 00D80000",
        "UTF-32BE, 00110000",
        "UTF-32BE, FFFFFFFF",
        "Shift_JIS, FD"
    })
    void showsARowWithAllItsBytesWhereverTheOnesStandThatMeanNothing(Charset charset, String unit) {
        byte[] invalid = java.util.HexFormat.of().parseHex(unit);
        for (var format : List.of(Decoded.csv(charset, 100), new InputFormat.NdJson(charset, 100, Unexpected.IGNORE))) {
            boolean csv = format instanceof InputFormat.Csv;
            byte[] before = (csv ? "a,b\n1,2\n" : "{\"a\":\"1\"}\n").getBytes(charset);
            byte[] row = (csv ? "x,y" : "{\"a\":\"x\"}").getBytes(charset);
            byte[] after = "\n".getBytes(charset);
            for (int at = 0; at <= row.length; at += after.length) {
                byte[] bad = join(Arrays.copyOf(row, at), invalid, Arrays.copyOfRange(row, at, row.length));

                assertThat(Decoded.rejected(format, AB, join(before, bad, after)))
                        .singleElement()
                        .satisfies(one -> {
                            assertThat(one.byteOffset()).isEqualTo(before.length);
                            assertThat(one.raw()).isEqualTo(bad);
                            assertThat(one.rawLength()).isEqualTo(bad.length);
                        });
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, 00D8, 20", "UTF-16BE, DC00, 20", "UTF-32BE, 00110000, 40", "UTF-32BE, 0000D800, 40"})
    void namesTheByteThatMeansNothing(Charset charset, String unit, long at) {
        byte[] head = "a,b\n1,2\nx,".getBytes(charset);
        byte[] invalid = java.util.HexFormat.of().parseHex(unit);

        assertThat(Decoded.rejected(Decoded.csv(charset, 100), AB, join(head, invalid, "\n".getBytes(charset))))
                .singleElement()
                .satisfies(one -> assertThat(one.message()).contains("but byte " + at + " of"));
    }

    @ParameterizedTest
    @EnumSource
    void decodesCompressedText(Compression compression) {
        byte[] bytes =
                DetectingDecompressorTest.compress(compression, "a,b\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        var format = Decoded.csv(StandardCharsets.ISO_8859_1, 100);

        assertThat(Decoded.of(format, AB, Decoded.pieces(bytes, 1, new Random()), 64)
                        .rows())
                .containsExactly(List.of("1", "é"));
    }

    @Test
    void namesTheKeyThatSaysHowLongRowsMayBe() {
        byte[] text = ("a,b\n" + "x".repeat(100) + ",1\n").getBytes(StandardCharsets.UTF_8);

        assertThat(Decoded.rejected(Decoded.csv(StandardCharsets.UTF_8, 99), AB, text))
                .singleElement()
                .satisfies(one -> assertThat(one.message()).endsWith("raise max-row-size"));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 1000, 1024 * 1024})
    void rejectsRowsThatAreTooLongWhereverTheWindowEnds(int window) {
        String fits = "x".repeat(96);
        String quoted = "\"" + "\n,\r\n\"\"".repeat(100_000) + "\"";
        String text = "a,b\n" + fits + ",12\n" + fits + ",123\n1,2\r\n" + quoted + ",3\r\n4,5\n" + fits + fits;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var format = Decoded.csv(StandardCharsets.UTF_8, 99);

        for (int piece : new int[] {1, 100, 70_000, bytes.length}) {
            Decoded decoded = Decoded.of(format, AB, Decoded.pieces(bytes, piece, new Random()), window);

            assertThat(decoded.rows()).containsExactly(List.of(fits, "12"), List.of("1", "2"), List.of("4", "5"));
            assertThat(decoded.bad())
                    .containsExactly(
                            new Bad("row_too_long", 3, 104, fits + ",123", 100),
                            new Bad("row_too_long", 5, 210, quoted.substring(0, 65536), quoted.length() + 2),
                            new Bad("row_too_long", 200_007, 218 + quoted.length(), fits + fits, 192));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1"})
    void holdsOnlyTheBeginningOfARowHoweverLongItIs(Charset charset) {
        byte[] piece = "x, or so\n".repeat(100_000).getBytes(charset);
        var rejected = new ArrayList<Rejected>();
        BatchSink sink = batch -> rejected.addAll(batch.rejected());
        long taken;
        try (var decoder = Decoders.open(Decoded.csv(charset, 1000), AB)) {
            offer(decoder, "a,b\n\"".getBytes(charset), 1, sink);
            offer(decoder, piece, 5, sink);
            taken = allocatedBytes(() -> offer(decoder, piece, 45, sink));
            decoder.end();
            while (decoder.advance(sink)) {}
        }
        assertThat(taken).isLessThan(5L * piece.length);
        assertThat(rejected).hasSize(1);
        assertThat(rejected.getFirst().rawLength()).isEqualTo(1 + 50L * piece.length);
        assertThat(rejected.getFirst().raw()).hasSize(Rejected.MAX_RAW_BYTES);
    }

    private static void offer(SliceDecoder decoder, byte[] bytes, int times, BatchSink sink) {
        for (int i = 0; i < times; i++) {
            decoder.offer(ByteBuffer.wrap(bytes));
            while (decoder.advance(sink)) {}
        }
    }

    /// What is held is allocated first.
    private static long allocatedBytes(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /// [Decoded#of] writes over each buffer as soon as it may, also over the last one, before the end.
    @ParameterizedTest
    @EnumSource
    void leavesABufferAloneOnceItWantsMore(Compression compression) {
        byte[] bytes =
                DetectingDecompressorTest.compress(compression, "a,b\n1,2\n3,4".getBytes(StandardCharsets.UTF_8));
        var pieces = Decoded.pieces(bytes, 8, new Random(1));

        var decoded = Decoded.of(Decoded.csv(), AB, pieces, Decoded.WINDOW);

        assertThat(decoded.rows()).containsExactly(List.of("1", "2"), List.of("3", "4"));
        assertThat(decoded.bad()).isEmpty();
    }

    @Test
    @SuppressWarnings("try")
    void saysThatBytesAreOfferedTooEarlyOrTooLate() {
        try (var decoder = Decoders.open(Decoded.csv(), AB)) {
            decoder.offer(ByteBuffer.wrap(new byte[2 * 1024 * 1024]));
            assertThatThrownBy(() -> decoder.offer(ByteBuffer.allocate(1))).isInstanceOf(IllegalStateException.class);
            decoder.end();
            assertThatThrownBy(() -> decoder.offer(ByteBuffer.allocate(1))).isInstanceOf(IllegalStateException.class);
            decoder.close();
            decoder.close();
            assertThatThrownBy(() -> decoder.advance(batch -> {})).isInstanceOf(IllegalStateException.class);
        }
    }
}
