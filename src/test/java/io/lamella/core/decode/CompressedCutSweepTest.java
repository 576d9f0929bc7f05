package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.Compressed;
import io.lamella.core.event.Cut;
import io.lamella.core.event.RestartPoint;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.table.SurveyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Compressed objects that are cut give the same rows, and reject the same, on the same lines and bytes, as if they were not;
/// whatever they are compressed with, in however many members.
class CompressedCutSweepTest {
    private static final int TEXT_BYTES = 64 * 1024;
    private static final int BLOCK_BYTES = 23;
    private static final byte[] TRICKY =
            "\uFEFFa,b\n1,é\n\"2\n,\"\"x\"\"\",é\r\nbad\n\"é\n\n\",\"\"\n3,\uD83D\uDE00\n\n4,y"
                    .getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void textIsCutWhereRowsBeginWhateverTheMembersAre(Compression compression) {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int cut = 0;
        int restarted = 0;
        // Each stream of bzip2 takes some megabytes of tables.
        for (int i = 0; i < (compression == Compression.BZIP2 ? 150 : 2_000); i++) {
            var csv = CutSweepTest.csv(random);
            boolean json = random.nextInt(4) == 0;
            InputFormat format = json ? Decoded.ndJson() : csv;
            var text = json ? CutSweepTest.jsonText(random) : CutSweepTest.csvText(csv, random);
            var slices = check(format, text, members(compression, text, random), random.nextInt(1, 60), random, seed);
            cut += slices.size() > 1 ? 1 : 0;
            restarted +=
                    slices.stream().anyMatch(slice -> compressed(slice).from().offset() > 0) ? 1 : 0;
        }
        assertThat(cut).isGreaterThan(30);
        assertThat(restarted).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "ZSTD"})
    void anyPlaceMayEndAMemberOrAStretch(Compression compression) throws IOException {
        var random = new Random(1);
        for (int end = 0; end <= TRICKY.length; end++) {
            var object = new ByteArrayOutputStream();
            object.write(member(compression, Arrays.copyOf(TRICKY, end)));
            object.write(member(compression, Arrays.copyOfRange(TRICKY, end, TRICKY.length)));
            for (int stretch = 1; stretch <= TRICKY.length; stretch++) {
                check(Decoded.csv(), TRICKY, object.toByteArray(), stretch, random, end);
            }
        }
    }

    @Test
    void slicesBeginToDecompressAtBlocks() {
        var text = "a,b\n" + "1,x\n".repeat(200);
        var object = Bzip2Blocks.stream(text.getBytes(StandardCharsets.UTF_8), BLOCK_BYTES);

        var slices = check(Decoded.csv(), text.getBytes(StandardCharsets.UTF_8), object, 50, new Random(1), 1);

        assertThat(slices).hasSize(16);
        assertThat(slices.subList(1, 16)).allSatisfy(slice -> {
            var from = compressed(slice).from();
            assertThat(from).isInstanceOf(RestartPoint.Block.class);
            assertThat(slice.range().offset() - from.textOffset()).isLessThan(2 * BLOCK_BYTES);
        });
    }

    @Test
    void fewSlicesPassOverTheSameText() {
        var text = "a,b\n" + "1,x\n".repeat(1_000);
        var object = member(Compression.GZIP, text.getBytes(StandardCharsets.UTF_8));

        var slices = check(Decoded.csv(), text.getBytes(StandardCharsets.UTF_8), object, 10, new Random(1), 1);

        assertThat(slices).hasSize(8);
        assertThat(slices).extracting(slice -> slice.range().length()).allMatch(length -> length <= 500);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void whatIsDamagedIsRefusedAsIfItWereConverted(Compression compression) throws IOException {
        var object = new ByteArrayOutputStream();
        object.write(member(compression, TRICKY));
        object.write(member(compression, TRICKY));
        var damaged = new ArrayList<byte[]>();
        for (int length = 0; length < object.size(); length += compression == Compression.BZIP2 ? 7 : 1) {
            damaged.add(Arrays.copyOf(object.toByteArray(), length));
        }
        for (int at = 0; at < object.size(); at += compression == Compression.BZIP2 ? 7 : 1) {
            var flipped = object.toByteArray();
            flipped[at] ^= (byte) (1 << at % 8);
            damaged.add(flipped);
        }
        for (var garbage : List.of("garbage", "\0\0\0", "\0garbage", "BZh9garbage")) {
            var longer = new ByteArrayOutputStream();
            longer.write(object.toByteArray());
            longer.write(garbage.getBytes(StandardCharsets.UTF_8));
            damaged.add(longer.toByteArray());
        }
        var lead = lead(Decoded.csv(), object.toByteArray()).orElseThrow();
        int refused = 0;
        for (var bytes : damaged) {
            var asConverted = refusal(() -> Decoded.of(Decoded.csv(), CutSweepTest.COLUMNS, bytes));
            // What has no header is refused for that, by whoever looks for its lead.
            if (!asConverted.orElse("").startsWith("missing_")) {
                var random = new Random(refused);
                assertThat(refusal(() -> slices(lead, Decoded.csv(), bytes, 20, random)))
                        .isEqualTo(asConverted);
                refused += asConverted.isPresent() ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(3);
    }

    @Test
    void aBombIsRefusedByWhoeverSurveysIt() throws IOException {
        var bomb = repeated('\n', 270);
        var lead = lead(Decoded.ndJson(), bomb).orElseThrow();

        assertThat(refusal(() -> slices(lead, Decoded.ndJson(), bomb, 1 << 20, new Random(1))))
                .hasValueSatisfying(message -> assertThat(message).contains("may expand to 1000 times its size"));
    }

    @Test
    void aSliceIsNoBombIfTheObjectIsNone() throws IOException {
        var random = new byte[600 * 1024];
        new Random(1).nextBytes(random);
        int sameMib = 300;
        long sameBytes = sameMib * 1024L * 1024;
        var object = new ByteArrayOutputStream();
        object.write(Zstd.compress(random));
        int restart = object.size();
        object.write(repeated('\0', sameMib));

        try (var text = new CompressedText(
                new ByteRange(random.length, sameBytes), new RestartPoint.Member(restart, random.length))) {
            long length = 0;
            for (var piece : text.of(ByteBuffer.wrap(object.toByteArray(), restart, object.size() - restart))) {
                length += piece.remaining();
            }
            assertThat(length).isEqualTo(sameBytes);
        }
    }

    /// Made piece by piece: as a whole it takes more memory than there may be.
    private static byte[] repeated(char character, int mebibytes) throws IOException {
        var piece = new byte[1024 * 1024];
        Arrays.fill(piece, (byte) character);
        var object = new ByteArrayOutputStream();
        try (var compressed = new ZstdOutputStream(object)) {
            for (int i = 0; i < mebibytes; i++) {
                compressed.write(piece);
            }
        }
        return object.toByteArray();
    }

    private static Optional<String> refusal(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (RefusedException e) {
            // How far reading was when the damage was seen depends on how the bytes come in.
            return Optional.of(e.reason() + ": " + e.getMessage().replaceFirst("byte \\d+ of", "byte … of"));
        }
    }

    /// Answers the slices; none if the object cannot be cut.
    private static List<SliceTask> check(
            InputFormat format, byte[] text, byte[] object, int stretchBytes, Random random, long seed) {
        var lead = lead(format, object);
        if (lead.isEmpty() || !CutSweepTest.hasColumns(format, object)) {
            return List.of();
        }
        var slices = slices(lead.get(), format, object, stretchBytes, random);
        assertThat(slices.stream().mapToLong(SliceTask::storedBytes).sum())
                .isEqualTo(slices.isEmpty() ? 0 : object.length);
        var joined = new Decoded(List.of(), List.of());
        for (var slice : slices) {
            joined = joined.and(decode(format, object, slice, random));
        }
        assertThat(joined)
                .as("seed %d, %s in %s: %s", seed, format, slices, new String(text, format.charset()))
                .isEqualTo(Decoded.of(
                        format, CutSweepTest.COLUMNS, List.of(ByteBuffer.wrap(object)), CutSweepTest.WINDOW));
        return slices;
    }

    private static Optional<Cut> lead(InputFormat format, byte[] object) {
        return ObjectLead.findCompressed(format, ByteBuffer.wrap(object), TEXT_BYTES, true);
    }

    /// As one surveyor finds them, or several of which each goes on where another stopped.
    private static List<SliceTask> slices(
            Cut lead, InputFormat format, byte[] object, int stretchBytes, Random random) {
        var whole = SliceTask.whole("t", new SourceObject("bucket", "key", "etag", object.length));
        var task = SurveyTask.ofCompressed(whole, lead, stretchBytes, "");
        var progress = SurveyProgress.none(lead);
        // So that who has to pass over much comes further some time.
        for (int most = random.nextInt(1, 30); ; most *= 2) {
            try (var surveyor = new CompressedSurveyor(format, stretchBytes, progress)) {
                int from = Math.toIntExact(progress.from().offset());
                var pieces = Decoded.pieces(ByteBuffer.wrap(object, from, object.length - from), 40, random);
                pieces.stream().limit(most).forEach(surveyor::offer);
                if (pieces.size() <= most) {
                    return Slices.of(task.rows(), surveyor.finish());
                }
                progress = SurveyFile.readProgress(SurveyFile.write(surveyor.progress()));
            }
        }
    }

    private static Decoded decode(InputFormat format, byte[] object, SliceTask slice, Random random) {
        var cut = slice.cut().orElseThrow();
        var stored = slice.storedRange();
        var pieces = new ArrayList<ByteBuffer>();
        pieces.add(cut.leadBytes());
        try (var text = new CompressedText(slice.range(), compressed(slice).from(), random.nextInt(1, 50))) {
            var bytes = ByteBuffer.wrap(object, (int) stored.offset(), (int) stored.length());
            for (var piece : Decoded.pieces(bytes, 40, random)) {
                text.of(piece).forEach(pieces::add);
            }
            text.rest().forEach(pieces::add);
            assertThat(text.isDone()).isTrue();
        }
        var place = Optional.of(new Decoders.CutAt(cut, slice.range().offset()));
        return Decoded.of(
                Decoders.open(format, CutSweepTest.COLUMNS, place, CutSweepTest.WINDOW),
                CutSweepTest.COLUMNS.size(),
                pieces);
    }

    private static Compressed compressed(SliceTask slice) {
        return slice.compressed().orElseThrow();
    }

    /// The text in some members, which may end anywhere, and be empty.
    private static byte[] members(Compression compression, byte[] text, Random random) {
        var object = new ByteArrayOutputStream();
        var ends = IntStream.concat(random.ints(random.nextInt(5), 0, text.length + 1), IntStream.of(text.length))
                .sorted()
                .toArray();
        int start = 0;
        for (int end : ends) {
            object.writeBytes(member(compression, Arrays.copyOfRange(text, start, end)));
            if (random.nextInt(5) == 0 && compression == Compression.ZSTD) {
                object.writeBytes(new byte[] {0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 'm', 'e'});
            }
            start = end;
        }
        object.writeBytes(new byte[compression == Compression.GZIP ? random.nextInt(3) : 0]);
        return object.toByteArray();
    }

    /// One of bzip2 has blocks that are short.
    private static byte[] member(Compression compression, byte[] text) {
        return compression == Compression.BZIP2
                ? Bzip2Blocks.stream(text, BLOCK_BYTES)
                : DetectingDecompressorTest.compress(compression, text);
    }
}
