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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Objects that are converted in slices.
class FanOutTest extends FaultyLake {
    private static final int MIB = 1024 * 1024;
    private static final long SLICE_BYTES = 1_000;

    /// Quotes, with line ends in them, everywhere.
    private static final String NAME = "\"a \"\"name\"\",\n0,of two lines\"";

    @BeforeEach
    void cutSmall() {
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, SLICE_BYTES));
    }

    /// Works off the ingest queue; answers the receipts.
    private List<Receipt> workOff() {
        var receipts = new ArrayList<Receipt>();
        while (!lake.slices.isEmpty()) {
            receipts.addAll(lake.handle(lake.slices.removeFirst(), lake.stages()));
        }
        return receipts;
    }

    private List<Receipt> receipts() {
        return lake.list("receipts/").stream()
                .map(info -> Receipt.fromJson(
                        lake.memory.get(info.location()).await().indefinitely().bytes()))
                .toList();
    }

    @Test
    void eachSliceHasAReceiptAndTheTableEachRowOnce() {
        var whole = lake.land("big.csv", 0, 500, NAME);

        assertThat(lake.handle(Messages.write(whole), lake.stages())).isEmpty();
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
        lake.handle(Messages.write(lake.land("big.csv", text.toString())), lake.stages());
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
        lake.handle(Messages.write(whole), lake.stages());
        workOff();
        var before = receipts();

        var again = lake.handle(Messages.write(whole), lake.stages());

        assertThat(again)
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.outcome()).isEqualTo(Outcome.CUT));
        assertThat(lake.slices).isEmpty();
        var third = again.getFirst().slices().get(2);
        lake.memory
                .delete(List.of(lake.lake().at(lake.lake().keys().receipt("t", SliceId.of(third)))))
                .await()
                .indefinitely();
        lake.handle(Messages.write(whole), lake.stages());
        assertThat(lake.slices).containsExactly(Messages.write(third));
        workOff();
        assertThat(receipts()).hasSameSizeAs(before);
    }

    @Test
    void anObjectThatWasCutIsNeverConvertedAsAWholeAfterwards() {
        var whole = lake.land("big.csv", 0, 200, NAME);
        lake.handle(Messages.write(whole), lake.stages());
        workOff();
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB));

        assertThat(lake.handle(Messages.write(whole), lake.stages()))
                .extracting(Receipt::outcome)
                .containsExactly(Outcome.CUT);
        workOff();
        lake.compact();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
    }

    @Test
    void anAttemptAtTheWholeLosesAgainstTheCut() {
        var whole = lake.land("big.csv", 0, 200, NAME);
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB));
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            cutSmall();
            lake.handle(Messages.write(whole), lake.stages());
            workOff();
        });
        lake.store = faulty;

        assertThat(lake.handle(Messages.write(whole), lake.stages()))
                .extracting(Receipt::outcome)
                .containsExactly(Outcome.CUT);
        lake.compact();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
        assertThat(lake.list("staged/")).isEmpty();
    }

    @Test
    void anObjectIsCutInOneWayOnlyWhateverIsConfiguredMeanwhile() {
        var whole = lake.land("big.csv", 0, 200, NAME);
        lake.handle(Messages.write(whole), lake.stages());
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, SLICE_BYTES / 2));
        lake.handle(Messages.write(whole), lake.stages());
        workOff();

        assertThat(receipts().stream().filter(receipt -> receipt.outcome() == Outcome.CUT))
                .hasSize(1);
        lake.compact();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
    }

    @Test
    void slicesThatWereNotSentAreSentWhenTheLastSurveyComesAgain() {
        lake.handle(Messages.write(lake.land("big.csv", 0, 200, NAME)), lake.stages());
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
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB));
        assertThatThrownBy(() -> lake.handle(Messages.write(whole), lake.stages()))
                .isInstanceOf(UnhandledMessageException.class);
        lake.limitBadRows(Dataset.BadRows.ANY);
        cutSmall();
        lake.handle(Messages.write(whole), lake.stages());
        var first = lake.slices.removeFirst();
        lake.handle(first, lake.stages());

        lake.limitBadRows(limited);
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB));
        assertThatThrownBy(() -> lake.handle(first, lake.stages())).isInstanceOf(UnhandledMessageException.class);

        assertThat(lake.list("surveys/")).hasSize(1);
    }

    @Test
    void aSurveyThatCannotBeKeptIsNotAcknowledged() {
        lake.handle(Messages.write(lake.land("big.csv", 0, 200, NAME)), lake.stages());
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
        lake.handle(Messages.write(whole), lake.stages());
        lake.memory
                .delete(List.of(new Location(TestLake.LANDING, "big.csv")))
                .await()
                .indefinitely();

        workOff();

        assertThat(receipts()).extracting(Receipt::outcome).containsExactly(Outcome.GONE);
    }

    @Test
    void whatCannotBeCutIsConvertedAsAWhole() {
        // A quote that is never closed, so that no row begins behind it.
        lake.handle(Messages.write(lake.land("open.csv", "id,name\n1,\"" + "x\n".repeat(3_000))), lake.stages());
        workOff();
        assertThat(receipts()).extracting(Receipt::outcome).containsOnly(Outcome.STAGED);
    }
}
