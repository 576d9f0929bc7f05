package io.lamella.pipeline;

import static io.lamella.pipeline.CompressedObjects.bzip2;
import static io.lamella.pipeline.CompressedObjects.gzip;
import static io.lamella.pipeline.CompressedObjects.randomRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Compressed objects that are converted in slices.
class CompressedFanOutTest extends SlicedLake {
    private static final int ROWS = 600;

    /// Line ends in quotes everywhere, and some rows that do not fit.
    private static String text() {
        var text = new StringBuilder("id,name\r\n");
        for (int id = 0; id < ROWS; id++) {
            text.append(id % 50 == 49 ? "bad" : id).append(",\"é,\n0,\"\"of two\"\" lines\"\r\n");
        }
        return text.toString();
    }

    private List<String> quarantined() {
        return lake.list("quarantine/").stream()
                .flatMap(info -> new String(lake.bytes(info), StandardCharsets.UTF_8).lines())
                .sorted()
                .toList();
    }

    @Test
    void eachSliceHasAReceiptAndTheTableEachRowOnce() {
        var whole = lake.land("big.csv.gz", gzip(text()));

        assertThat(tellOf(whole)).isEmpty();
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
        leaveWhole();
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
    void blocksOfOneStreamOfBzip2AreDecompressedByWhoeverConvertsThem() {
        var text = randomRows(9_000);
        sliceBy(50_000);
        var whole = lake.land("big.csv.bz2", bzip2(text));
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
        var object = gzip(randomRows(40_000));
        sliceBy(1024 * 1024);
        var whole = lake.land("big.csv.gz", Arrays.copyOf(object, object.length - 3));
        tellOf(whole);
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
        sliceBy(object.length);

        assertThat(tellOf(lake.land("small.csv.gz", object)))
                .extracting(Receipt::outcome)
                .containsExactly(Outcome.STAGED);
        assertThat(lake.slices).isEmpty();
    }

    @Test
    void textThatTurnsOutToBeShortIsConvertedAsAWhole() {
        // A member for each character takes more room than the text.
        var object = gzip(randomRows(3).split(""));
        sliceBy(object.length - 1L);
        var whole = lake.land("short.csv.gz", object);
        tellOf(whole);
        assertThat(lake.slices).as("surveys").hasSize(1);

        workOff();

        assertThat(receipt(whole).orElseThrow().outcome()).isEqualTo(Outcome.STAGED);
        assertThat(lake.list("surveys/")).isEmpty();
    }

    @Test
    void aSurveyThatComesAgainSendsTheSlicesOfTheFirst() {
        tellOf(lake.land("big.csv.gz", gzip(text())));
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

    @Test
    void anObjectThatIsGoneBeforeItIsSurveyedSaysSo() {
        var whole = lake.land("big.csv.gz", gzip(text()));
        tellOf(whole);
        takeAway("big.csv.gz");

        workOff();

        assertThat(receipt(whole).orElseThrow().outcome()).isEqualTo(Outcome.GONE);
    }

    @Test
    void slicesThatCountOnlyTogetherAreRefusedTogether() {
        lake.limitBadRows(new Dataset.BadRows(Optional.of(ROWS / 50 - 1L), Optional.empty()));
        var whole = lake.land("big.csv.gz", gzip(text()));
        tellOf(whole);
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
