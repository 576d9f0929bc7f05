package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.Messages;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Objects that are converted in slices.
class FanOutTest extends SlicedLake {
    /// Quotes, with line ends in them, everywhere.
    private static final String NAME = "\"a \"\"name\"\",\n0,of two lines\"";

    private List<Receipt> receipts() {
        return lake.list("receipts/").stream()
                .map(info -> Receipt.fromJson(
                        lake.memory.get(info.location()).await().indefinitely().bytes()))
                .toList();
    }

    @Test
    void eachSliceHasAReceiptAndTheTableEachRowOnce() {
        var whole = lake.land("big.csv", 0, 500, NAME);

        assertThat(tellOf(whole)).isEmpty();
        assertThat(lake.list("surveys/")).isEmpty();
        workOff();

        var cut = receipts().stream().filter(receipt -> receipt.outcome() == Outcome.CUT);
        var slices = cut.findFirst().orElseThrow().slices();
        assertThat(slices).hasSizeGreaterThan(10);
        assertThat(slices.getFirst().range().offset()).isEqualTo("id,name\n".length());
        assertThat(slices.getLast().range().end()).isEqualTo(whole.source().size());
        assertThat(receipts().stream().filter(receipt -> receipt.outcome() == Outcome.STAGED))
                .hasSameSizeAs(slices)
                .allSatisfy(receipt -> assertThat(receipt.decodedBytes())
                        .isEqualTo(receipt.task().range().length()));
        assertThat(lake.list("surveys/"))
                .as("surveys that are of no use any more")
                .isEmpty();
        lake.compact();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 500));
    }

    @Test
    void rejectedRowsHaveTheirLinesAndBytesInTheWholeObject() {
        var text = new StringBuilder("id,name\r\n");
        for (int id = 0; id < 400; id++) {
            text.append(id % 100 == 99 ? "bad" : id).append(",\"two\nlines\"\r\n");
        }
        tellOf(lake.land("big.csv", text.toString()));
        workOff();

        var lines = lake.list("quarantine/").stream()
                .flatMap(info -> new String(lake.bytes(info), StandardCharsets.UTF_8).lines())
                .toList();
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 4; i++) {
            int row = 100 * i + 99;
            long offset = text.indexOf("bad", i == 0 ? 0 : text.indexOf("\n" + 100 * i + ","));
            assertThat(lines)
                    .anyMatch(line -> line.contains("\"line\":" + (2 + 2 * row)) && line.contains(":" + offset + ","));
        }
    }

    @Test
    void aMessageThatComesAgainSendsTheSlicesThatAreMissing() {
        var whole = lake.land("big.csv", 0, 200, NAME);
        tellOf(whole);
        workOff();
        var before = receipts();

        var again = tellOf(whole);

        assertThat(again)
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.outcome()).isEqualTo(Outcome.CUT));
        assertThat(lake.slices).isEmpty();
        var third = again.getFirst().slices().get(2);
        lake.memory
                .delete(List.of(lake.lake().at(lake.lake().keys().receipt("t", SliceId.of(third)))))
                .await()
                .indefinitely();
        tellOf(whole);
        assertThat(lake.slices).containsExactly(Messages.write(third));
        workOff();
        assertThat(receipts()).hasSameSizeAs(before);
    }

    @Test
    void anObjectThatWasCutIsNeverConvertedAsAWholeAfterwards() {
        var whole = lake.land("big.csv", 0, 200, NAME);
        tellOf(whole);
        workOff();
        leaveWhole();

        assertThat(tellOf(whole)).extracting(Receipt::outcome).containsExactly(Outcome.CUT);
        workOff();
        lake.compact();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
    }

    @Test
    void anAttemptAtTheWholeLosesAgainstTheCut() {
        var whole = lake.land("big.csv", 0, 200, NAME);
        leaveWhole();
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            cutSmall();
            tellOf(whole);
            workOff();
        });
        lake.store = faulty;

        assertThat(tellOf(whole)).extracting(Receipt::outcome).containsExactly(Outcome.CUT);
        lake.compact();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
        assertThat(lake.list("staged/")).isEmpty();
    }

    @Test
    void anObjectIsCutInOneWayOnlyWhateverIsConfiguredMeanwhile() {
        var whole = lake.land("big.csv", 0, 200, NAME);
        tellOf(whole);
        sliceBy(SLICE_BYTES / 2);
        tellOf(whole);
        workOff();

        assertThat(receipts().stream().filter(receipt -> receipt.outcome() == Outcome.CUT))
                .hasSize(1);
        lake.compact();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
    }

    @Test
    void slicesThatWereNotSentAreSentWhenTheLastSurveyComesAgain() {
        tellOf(lake.land("big.csv", 0, 200, NAME));
        var last = lake.slices.removeLast();
        workOff();
        faulty.once(When.AFTER, Call.PUT, "receipts/", () -> {
            throw new FaultyStore.CrashException();
        });
        lake.store = faulty;
        assertThatThrownBy(() -> lake.handle(last, lake.stages())).isInstanceOf(UnhandledMessageException.class);
        assertThat(receipts()).extracting(Receipt::outcome).containsExactly(Outcome.CUT);
        assertThat(lake.slices).isEmpty();

        lake.handle(last, lake.stages());
        assertThat(lake.slices).hasSameSizeAs(receipts().getFirst().slices());
        lake.slices.clear();

        // All was sent by the time that the surveys were gone.
        lake.handle(last, lake.stages());
        assertThat(lake.slices).isEmpty();
    }

    @Test
    void whoFindsTheObjectRefusedForgetsNoSurveyOfAnother() {
        var whole = lake.land("big.csv", "id,name\n" + "bad,x\n".repeat(500));
        var limited = new Dataset.BadRows(Optional.of(5L), Optional.empty());
        lake.limitBadRows(limited);
        leaveWhole();
        assertThatThrownBy(() -> tellOf(whole)).isInstanceOf(UnhandledMessageException.class);
        lake.limitBadRows(Dataset.BadRows.ANY);
        cutSmall();
        tellOf(whole);
        var first = lake.slices.removeFirst();
        lake.handle(first, lake.stages());

        lake.limitBadRows(limited);
        leaveWhole();
        assertThatThrownBy(() -> lake.handle(first, lake.stages())).isInstanceOf(UnhandledMessageException.class);

        assertThat(lake.list("surveys/")).hasSize(1);
    }

    @Test
    void aSurveyThatCannotBeKeptIsNotAcknowledged() {
        tellOf(lake.land("big.csv", 0, 200, NAME));
        var survey = lake.slices.getFirst();
        faulty.once(When.BEFORE, Call.PUT, "surveys/", FaultyStore.failure(Reason.UNKNOWN));
        lake.store = faulty;

        assertThatThrownBy(() -> lake.handle(survey, lake.stages())).isInstanceOf(UnhandledMessageException.class);

        workOff();
        lake.compact();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
    }

    @Test
    void anObjectThatIsGoneBeforeItIsSurveyedSaysSo() {
        var whole = lake.land("big.csv", 0, 200, NAME);
        tellOf(whole);
        takeAway("big.csv");

        workOff();

        assertThat(receipts()).extracting(Receipt::outcome).containsExactly(Outcome.GONE);
    }

    @Test
    void whatCannotBeCutIsConvertedAsAWhole() {
        // A quote that is never closed, so that no row begins behind it.
        tellOf(lake.land("open.csv", "id,name\n1,\"" + "x\n".repeat(3_000)));
        workOff();
        assertThat(receipts()).extracting(Receipt::outcome).containsOnly(Outcome.STAGED);
    }
}
