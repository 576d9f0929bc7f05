package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.InputFormat.Csv;
import io.lamella.core.event.Cut;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.event.SurveyTask;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Objects that are cut give the same rows, and reject the same, on the same lines and bytes, as if they were not.
class CutSweepTest {
    static final List<ColumnSource> COLUMNS = Decoded.columns("a", "b");
    static final int WINDOW = 128;

    static long[] seeds() {
        return new Random().longs(20).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void csvIsCutWhereRowsBeginWhateverTheQuotesDo(long seed) {
        var random = new Random(seed);
        int cut = 0;
        for (int i = 0; i < 300; i++) {
            var format = csv(random);
            cut += check(format, csvText(format, random), random) ? 1 : 0;
        }
        assertThat(cut).isGreaterThan(50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void linesOfJsonAreCutAtTheirEnds(long seed) {
        var random = new Random(seed);
        int cut = 0;
        for (int i = 0; i < 300; i++) {
            cut += check(Decoded.ndJson(), jsonText(random), random) ? 1 : 0;
        }
        assertThat(cut).isGreaterThan(50);
    }

    static Csv csv(Random random) {
        var charset = random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return changed(CsvSweepTest.format(random), charset, random);
    }

    static byte[] csvText(Csv format, Random random) {
        boolean marked = format.charset().equals(StandardCharsets.UTF_8) && random.nextInt(4) == 0;
        var skipped = "a line\r\n".repeat(format.skipLines());
        var header = format.header() ? "a" + (char) format.delimiter() + "\"b\"\n" : "";
        var text = (marked ? "\uFEFF" : "") + skipped + header + CsvSweepTest.text(random, random.nextInt(200));
        return text.getBytes(format.charset());
    }

    static byte[] jsonText(Random random) {
        var text = new StringBuilder();
        for (int rows = random.nextInt(20); rows > 0; rows--) {
            text.append(List.of("{\"a\":\"x\"}", "{\"a\":\"\\n\",\"b\":\"é\"}", "", "bad", "{\"b\":null}\r")
                            .get(random.nextInt(5)))
                    .append(rows > 1 || random.nextBoolean() ? "\n" : "");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Whether the object could be cut into several slices.
    private static boolean check(InputFormat format, byte[] bytes, Random random) {
        var lead = ObjectLead.find(format, ByteBuffer.wrap(bytes));
        if (lead.isEmpty() || lead.get().lead().length() == bytes.length || !hasColumns(format, bytes)) {
            return false;
        }
        var slices = slices(format, bytes, lead.get(), random.nextInt(1, 60), random);
        assertThat(slices).extracting(SliceTask::range).noneMatch(range -> range.length() == 0);
        var joined = new Decoded(List.of(), List.of());
        for (var slice : slices) {
            joined = joined.and(decode(format, bytes, slice, random));
        }
        assertThat(joined)
                .as("%s in %s: %s", format, slices, new String(bytes, format.charset()))
                .isEqualTo(Decoded.of(format, COLUMNS, List.of(ByteBuffer.wrap(bytes)), WINDOW));
        return slices.size() > 1;
    }

    /// An object with a header that is of no use is refused, and not cut.
    static boolean hasColumns(InputFormat format, byte[] bytes) {
        try {
            Decoded.of(format, COLUMNS, bytes);
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    private static List<SliceTask> slices(InputFormat format, byte[] bytes, Cut lead, int sliceBytes, Random random) {
        var whole = SliceTask.whole("t", new SourceObject("bucket", "key", "etag", bytes.length));
        var first = SurveyTask.first(whole, lead, sliceBytes, "");
        var surveys = IntStream.range(0, first.stretches())
                .mapToObj(stretch -> survey(format, bytes, first.of(stretch), random))
                .toList();
        return Slices.of(first.rows(), surveys);
    }

    private static Survey survey(InputFormat format, byte[] bytes, SurveyTask task, Random random) {
        var surveyor = format instanceof Csv csv && random.nextInt(4) > 0
                ? new CsvSurveyor(csv, random.nextInt(2, 40))
                : Surveyor.of(format);
        var range = task.range();
        var stretch = ByteBuffer.wrap(bytes, (int) range.offset(), (int) range.length());
        Decoded.pieces(stretch, 20, random).forEach(surveyor::offer);
        return surveyor.finish();
    }

    private static Decoded decode(InputFormat format, byte[] bytes, SliceTask slice, Random random) {
        var cut = slice.cut().orElseThrow();
        var range = slice.range();
        var pieces = new ArrayList<ByteBuffer>();
        pieces.add(cut.leadBytes());
        pieces.addAll(Decoded.pieces(ByteBuffer.wrap(bytes, (int) range.offset(), (int) range.length()), 20, random));
        var place = Optional.of(new Decoders.CutAt(cut, range.offset()));
        return Decoded.of(Decoders.open(format, COLUMNS, place, WINDOW), COLUMNS.size(), pieces);
    }

    private static Csv changed(Csv format, Charset charset, Random random) {
        return new Csv(
                charset,
                format.maxRowBytes(),
                format.delimiter(),
                Optional.of((byte) '"').filter(quote -> random.nextInt(5) > 0),
                format.escape(),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? 2 : 0,
                Optional.empty(),
                format.trim(),
                format.missingFields(),
                format.extraFields());
    }
}
