package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lamella.core.event.Messages;
import io.lamella.core.event.RestartPoint;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Compressed objects that are converted in slices.
class CompressedFanOutTest extends FaultyLake {
    private static final int MIB = 1024 * 1024;
    private static final long SLICE_BYTES = 1_000;
    private static final Dataset.Sizes UNCUT = new Dataset.Sizes(MIB, 8 * MIB, 128, MIB);
    private static final int ROWS = 600;

    @BeforeEach
    void cutSmall() {
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, SLICE_BYTES));
    }

    private List<Receipt> workOff() {
        var receipts = new ArrayList<Receipt>();
        while (!lake.slices.isEmpty()) {
            receipts.addAll(lake.handle(lake.slices.removeFirst(), lake.stages()));
        }
        return receipts;
    }

    private Optional<Receipt> receipt(SliceTask task) {
        return new Receipts(
                        new LakeStore(lake.memory, TestLake.LAKE, lake.lake().keys()))
                .find("t", SliceId.of(task))
                .await()
                .indefinitely()
                .map(Receipts.Found::receipt);
    }

    /// Line ends in quotes everywhere, and some rows that do not fit.
    private static String text() {
        var text = new StringBuilder("id,name\r\n");
        for (int id = 0; id < ROWS; id++) {
            text.append(id % 50 == 49 ? "bad" : id).append(",\"é,\n0,\"\"of two\"\" lines\"\r\n");
        }
        return text.toString();
    }

    /// Rows that compress badly.
    private static String random(int rows) {
        var random = new Random(1);
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < rows; id++) {
            text.append(id).append(',');
            random.ints(8).forEach(part -> text.append(Integer.toHexString(part)));
            text.append('\n');
        }
        return text.toString();
    }

    private static byte[] gzip(String... members) {
        var object = new ByteArrayOutputStream();
        for (var member : members) {
            try (var out = new GZIPOutputStream(object)) {
                out.write(member.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return object.toByteArray();
    }

    private List<String> quarantined() {
        return lake.list("quarantine/").stream()
                .flatMap(info -> new String(lake.bytes(info), StandardCharsets.UTF_8).lines())
                .sorted()
                .toList();
    }

    private void convert(SliceTask whole) {
        lake.handle(Messages.write(whole), lake.stages());
        workOff();
    }

    @Test
    void eachSliceHasAReceiptAndTheTableEachRowOnce() {
        var whole = lake.land("big.csv.gz", gzip(text()));

        assertThat(lake.handle(Messages.write(whole), lake.stages())).isEmpty();
        assertThat(lake.slices).as("one survey of all of it").hasSize(1);
        workOff();

        var cut = receipt(whole).orElseThrow();
        assertThat(cut.outcome()).isEqualTo(Outcome.CUT);
        assertThat(cut.slices()).as("of 18 stretches, some together").hasSize(6);
        assertThat(cut.slices().getFirst().range().offset()).isEqualTo("id,name\r\n".length());
        assertThat(cut.slices().getLast().range().end()).isEqualTo(text().getBytes(StandardCharsets.UTF_8).length);
        assertThat(cut.slices())
                .allSatisfy(slice -> assertThat(receipt(slice)).hasValueSatisfying(own -> {
                    assertThat(own.outcome()).isEqualTo(Outcome.STAGED);
                    assertThat(own.task().compressed()).isEqualTo(slice.compressed());
                    assertThat(own.decodedBytes()).isEqualTo(slice.range().length());
                }));
        assertThat(cut.slices().stream().mapToLong(SliceTask::storedBytes).sum())
                .isEqualTo(whole.source().size());
        assertThat(lake.list("surveys/")).isEmpty();
        lake.compact();
        assertThat(lake.ids()).hasSize(ROWS - ROWS / 50).doesNotHaveDuplicates();
        assertSound();
    }

    @Test
    void rejectedRowsStandInQuarantineAsIfItHadNotBeenCut() {
        var text = text();
        var object = gzip(text.substring(0, 4_001), text.substring(4_001, 11_003), "", text.substring(11_003));
        lake.resize(UNCUT);
        convert(lake.land("whole.csv.gz", object));
        var asWhole =
                quarantined().stream().map(line -> line.replace("whole", "big")).toList();
        lake.memory
                .delete(lake.list("quarantine/").stream()
                        .map(ObjectInfo::location)
                        .toList())
                .await()
                .indefinitely();

        cutSmall();
        var whole = lake.land("big.csv.gz", object);
        convert(whole);

        assertThat(receipt(whole).orElseThrow().slices())
                .anyMatch(slice -> slice.compressed().orElseThrow().from().offset() > 0);
        assertThat(quarantined()).hasSize(ROWS / 50);
        assertThat(places(quarantined())).isEqualTo(places(asWhole));
    }

    /// The lines, but for what names the attempt.
    private static List<String> places(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(line.indexOf("\"reason\"")))
                .sorted()
                .toList();
    }

    @Test
    void blocksOfOneStreamOfBzip2AreDecompressedByWhoeverConvertsThem() throws IOException {
        var text = random(9_000);
        var object = new ByteArrayOutputStream();
        try (var out = new BZip2CompressorOutputStream(object, 1)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, 50_000));
        var whole = lake.land("big.csv.bz2", object.toByteArray());
        convert(whole);

        var slices = receipt(whole).orElseThrow().slices();
        assertThat(slices).hasSize(Math.ceilDiv(text.length(), 50_000));
        assertThat(slices.stream()
                        .map(slice -> slice.compressed().orElseThrow().from())
                        .distinct())
                .as("places to begin at, one for each block of 100,000 bytes")
                .hasSize(Math.ceilDiv(text.length(), 100_000));
        lake.compact();
        assertThat(lake.ids()).hasSize(9_000).doesNotHaveDuplicates();
        assertSound();
    }

    @Test
    void whatCannotBeDecompressedIsRefusedBeforeARowOfItIsTaken() {
        // Too long for the end to be seen with the header.
        var object = gzip(random(40_000));
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, MIB));
        var whole = lake.land("big.csv.gz", Arrays.copyOf(object, object.length - 3));
        lake.handle(Messages.write(whole), lake.stages());
        var survey = lake.slices.removeFirst();

        assertThatThrownBy(() -> lake.handle(survey, lake.stages()))
                .isInstanceOf(UnhandledMessageException.class)
                .hasStackTraceContaining("the stream ends within a member");
        assertThat(receipt(whole)).hasValueSatisfying(receipt -> {
            assertThat(receipt.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(receipt.reason())
                    .hasValueSatisfying(why -> assertThat(why).contains("cut short"));
        });
        assertThat(lake.list("staged/")).isEmpty();
        assertThat(lake.slices).isEmpty();

        assertThatThrownBy(() -> lake.handle(survey, lake.stages())).isInstanceOf(UnhandledMessageException.class);
    }

    @Test
    void smallOnesAreConvertedAtOnce() {
        var object = gzip(text());
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, object.length));

        assertThat(lake.handle(Messages.write(lake.land("small.csv.gz", object)), lake.stages()))
                .extracting(Receipt::outcome)
                .containsExactly(Outcome.STAGED);
        assertThat(lake.slices).isEmpty();
    }

    @Test
    void textThatTurnsOutToBeShortIsConvertedAsAWhole() {
        // A member for each character takes more room than the text.
        var object = gzip(random(3).split(""));
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, object.length - 1L));
        var whole = lake.land("short.csv.gz", object);
        lake.handle(Messages.write(whole), lake.stages());
        assertThat(lake.slices).as("surveys").hasSize(1);

        workOff();

        assertThat(receipt(whole).orElseThrow().outcome()).isEqualTo(Outcome.STAGED);
        assertThat(lake.list("surveys/")).isEmpty();
    }

    @Test
    void aSurveyThatComesAgainSendsTheSlicesOfTheFirst() {
        lake.handle(Messages.write(lake.land("big.csv.gz", gzip(text()))), lake.stages());
        var survey = lake.slices.removeFirst();
        faulty.once(When.AFTER, Call.PUT, "receipts/", () -> {
            throw new FaultyStore.CrashException();
        });
        lake.store = faulty;
        assertThatThrownBy(() -> lake.handle(survey, lake.stages())).isInstanceOf(UnhandledMessageException.class);
        lake.store = lake.memory;
        assertThat(lake.slices).isEmpty();

        lake.handle(survey, lake.stages());
        assertThat(lake.slices).hasSize(6);
        workOff();
        lake.compact();
        assertThat(lake.ids()).hasSize(ROWS - ROWS / 50);
    }

    /// Whose time is up after some buffers.
    private static BooleanSupplier timeFor(int buffers) {
        var asked = new AtomicInteger();
        return () -> asked.getAndIncrement() >= buffers;
    }

    /// Three members of some buffers each, in which more is put than in one.
    private static byte[] threeMembers() {
        var text = random(40_000);
        int third = text.length() / 3;
        return gzip(text.substring(0, third), text.substring(third, 2 * third), text.substring(2 * third));
    }

    private SliceTask landLong() {
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, 50_000));
        return lake.land("long.csv.gz", threeMembers());
    }

    private List<SliceTask> slicesOf(SliceTask whole) {
        return receipt(whole).orElseThrow().slices();
    }

    @Test
    void aSurveyThatTakesTooLongIsGoneOnWithByOthers() {
        var whole = landLong();
        convert(whole);
        var atOnce = slicesOf(whole);
        var again = lake.land("again.csv.gz", threeMembers());
        lake.handle(Messages.write(again), lake.stages());
        int legs = 0;
        while (lake.slices.size() == 1) {
            legs++;
            assertThat(lake.handle(lake.slices.removeFirst(), lake.stages(), timeFor(3))
                            .isEmpty())
                    .as("whether leg %d did not come to the end", legs)
                    .isEqualTo(receipt(again).isEmpty());
            assertThat(lake.list("surveys/")).hasSize(receipt(again).isEmpty() ? 1 : 0);
        }

        assertThat(legs).isEqualTo(3);
        assertThat(slicesOf(again))
                .extracting(SliceTask::range, slice -> slice.cut().orElseThrow(), CompressedFanOutTest::from)
                .containsExactlyElementsOf(atOnce.stream()
                        .map(slice -> tuple(slice.range(), slice.cut().orElseThrow(), from(slice)))
                        .toList());
        workOff();
        lake.compact();
        assertThat(lake.ids()).hasSize(2 * 40_000);
        assertSound();
    }

    private static RestartPoint from(SliceTask slice) {
        return slice.compressed().orElseThrow().from();
    }

    @Test
    void aSurveyThatComesNoFurtherSaysSo() {
        var whole = landLong();
        lake.handle(Messages.write(whole), lake.stages());
        lake.handle(lake.slices.removeFirst(), lake.stages(), timeFor(1));
        var survey = lake.slices.removeFirst();
        var kept = lake.list("surveys/");

        assertThatThrownBy(() -> lake.handle(survey, lake.stages(), timeFor(1)))
                .isInstanceOf(UnhandledMessageException.class)
                .hasStackTraceContaining("the survey of s3://landing/long.csv.gz came no further than byte ")
                .hasStackTraceContaining("decompression has to begin at byte 0 of the object");
        assertThat(lake.slices).isEmpty();
        assertThat(receipt(whole)).isEmpty();
        assertThat(lake.list("surveys/")).isEqualTo(kept);

        lake.handle(survey, lake.stages());
        assertThat(receipt(whole)).isPresent();
    }

    @Test
    void whoComesLessFarThanAnotherLeavesTheSurveyToIt() {
        var whole = landLong();
        lake.handle(Messages.write(whole), lake.stages());
        var survey = lake.slices.removeFirst();
        faulty.once(When.BEFORE, Call.PUT, "surveys/", () -> {
            lake.store = lake.memory;
            lake.handle(survey, lake.stages(), timeFor(3));
            lake.store = faulty;
        });
        lake.store = faulty;

        lake.handle(survey, lake.stages(), timeFor(1));

        assertThat(lake.slices).as("both ask for more").containsExactly(survey, survey);
        // Who has as little time as the first, and goes on from what the other found, comes no further.
        assertThatThrownBy(() -> lake.handle(survey, lake.stages(), timeFor(1)))
                .hasStackTraceContaining("came no further");
        workOff();
        lake.compact();
        assertThat(lake.ids()).hasSize(40_000).doesNotHaveDuplicates();
        assertSound();
    }

    @Test
    void whatIsDamagedBehindTheEndOfALegIsRefused() {
        var object = threeMembers();
        object[object.length - 5] ^= 1;
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, 50_000));
        var whole = lake.land("long.csv.gz", object);
        lake.handle(Messages.write(whole), lake.stages());
        lake.handle(lake.slices.removeFirst(), lake.stages(), timeFor(4));
        assertThat(receipt(whole)).isEmpty();

        assertThatThrownBy(this::workOff).hasStackTraceContaining("the checksum of the member is wrong");
        assertThat(receipt(whole).orElseThrow().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(lake.list("staged/")).isEmpty();
    }

    @Test
    void anObjectThatIsGoneBeforeItIsSurveyedSaysSo() {
        var whole = lake.land("big.csv.gz", gzip(text()));
        lake.handle(Messages.write(whole), lake.stages());
        lake.memory
                .delete(List.of(new Location(TestLake.LANDING, "big.csv.gz")))
                .await()
                .indefinitely();

        workOff();

        assertThat(receipt(whole).orElseThrow().outcome()).isEqualTo(Outcome.GONE);
    }

    @Test
    void slicesThatCountOnlyTogetherAreRefusedTogether() {
        lake.limitBadRows(new Dataset.BadRows(Optional.of(ROWS / 50 - 1L), Optional.empty()));
        var whole = lake.land("big.csv.gz", gzip(text()));
        lake.handle(Messages.write(whole), lake.stages());
        lake.handle(lake.slices.removeFirst(), lake.stages());
        assertThat(receipt(whole).orElseThrow().outcome()).isEqualTo(Outcome.PENDING);

        int refused = 0;
        while (!lake.slices.isEmpty()) {
            try {
                lake.handle(lake.slices.removeFirst(), lake.stages());
            } catch (UnhandledMessageException e) {
                refused++;
            }
        }

        assertThat(refused).isEqualTo(1);
        assertThat(receipt(whole).orElseThrow().outcome()).isEqualTo(Outcome.REFUSED);
        lake.compact();
        assertThat(lake.ids()).isEmpty();
    }
}
