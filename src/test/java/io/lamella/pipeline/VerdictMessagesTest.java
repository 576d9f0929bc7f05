package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.IngestMessage;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.MessageQueue.Received;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Verdicts without rows: whoever else is gone, the message made for one tells of it, or has the object tried again.
class VerdictMessagesTest extends TrialLake {
    private final String[] slices = new String[2];

    /// An object with two bad rows, of which one may be: all slices are converted, but the worker of the last one died before it judged.
    private SliceTask refusedAndNobodyKnows() {
        limit(1);
        var whole = cut(rows(200, 10, 199));
        slices[0] = lake.slices.getFirst();
        workOff(1);
        slices[1] = lake.slices.removeFirst();
        faulty.once(When.AFTER, Call.PUT, "receipts/", () -> {
            throw new FaultyStore.CrashException();
        });
        lake.store = faulty;
        assertThatThrownBy(() -> lake.handle(slices[1], lake.stages())).isInstanceOf(UnhandledMessageException.class);
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.PENDING);
        return whole;
    }

    private DeadLetter letter(String body) {
        return new DeadLetters(
                        lake.lake(),
                        new Datasets(List.of(lake.dataset)),
                        new MergeRequests(Duration.ofMinutes(10)),
                        () -> "id")
                .ofIngest(new Received("1", "1", body, 5, Optional.empty()), OptionalInt.of(5))
                .await()
                .indefinitely();
    }

    /// Its message was acknowledged at the first delivery, so whatever the worker of the second one finds, it cannot fail and so tell.
    @Test
    void aRefusalIsToldThatASliceFindsWhoseMessageIsGone() {
        var whole = refusedAndNobodyKnows();

        handle(slices[0]);

        assertThat(failed).isEmpty();
        assertThat(receipt(whole).outcome()).as("it is not written yet").isEqualTo(Outcome.PENDING);
        assertThat(lake.slices).hasSize(1);
        var verdict = lake.slices.removeFirst();
        assertThat(letter(verdict).what().getFirst().reason())
                .startsWith("REFUSED: more rows were rejected")
                .contains("not written: failed 5 times");
        for (int delivery = 1; delivery <= 3; delivery++) {
            handle(verdict);
            assertThat(failed).as("deliveries that told").hasSize(delivery);
        }
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(receipt(whole).reason().orElseThrow()).startsWith("more rows were rejected than the limit of 1");
        handle(slices[1]);
        assertThat(failed).containsOnly(verdict);
        assertThat(lake.slices).isEmpty();
    }

    @Test
    void ofTwoMessagesOneCounts() {
        refusedAndNobodyKnows();
        handle(slices[0]);
        handle(slices[1]);
        assertThat(lake.slices).hasSize(2).doesNotHaveDuplicates();
        var first = lake.slices.getFirst();

        lake.slices.addAll(List.copyOf(lake.slices));
        workOff();

        assertThat(failed).containsExactly(first, first);
    }

    @Test
    void sentBackUnderAnotherConfigurationItHasTheObjectTriedAgain() {
        var whole = refusedAndNobodyKnows();
        handle(slices[0]);
        workOff();
        var verdict = failed.removeFirst();
        assertThat(letter(verdict).sentAgain()).isEmpty();
        limit(2);

        var letter = letter(verdict);
        assertThat(letter.what().getFirst().subject()).isEqualTo("s3://landing/big.csv, dataset t");
        assertThat(letter.what().getFirst().reason())
                .startsWith("REFUSED under another configuration: more rows were rejected");
        lake.slices.add(letter.sentAgain().orElseThrow().body());
        workOff();
        lake.slices.addAll(List.of(verdict, slices[0], slices[1]));
        workOff();
        lake.compact();

        assertThat(failed).isEmpty();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.ids()).hasSize(198).doesNotHaveDuplicates();
    }

    /// What it found counts, whatever the configuration of whoever gets the message.
    @Test
    void isWrittenAsItWasFound() {
        var whole = refusedAndNobodyKnows();
        var fingerprint = lake.dataset.fingerprint();
        handle(slices[0]);
        limit(2);

        handle(lake.slices.removeFirst());

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(receipt(whole).configuration()).isEqualTo(fingerprint);
        assertThat(failed).isEmpty();
        assertThat(lake.slices).containsExactly(Messages.write(whole));
    }

    @Test
    void whoDiesAfterTheVerdictIsFollowedByWhoGetsItsMessage() {
        var whole = refusedAndNobodyKnows();
        handle(slices[0]);
        var verdict = lake.slices.removeFirst();
        faulty.once(When.AFTER, Call.PUT, lake.lake().keys().receipt("t", SliceId.of(whole)), () -> {
            throw new FaultyStore.CrashException();
        });
        handle(verdict);
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.REFUSED);
        limit(2);

        handle(verdict);

        assertThat(lake.slices).containsExactly(Messages.write(whole));
    }

    @Test
    void anObjectThatIsBackAndAcceptedBeforeItIsFoundGoneStaysAccepted() {
        var text = rows(200);
        var whole = cut(text);
        takeAway();
        var slice = lake.slices.removeFirst();
        handle(slice);
        var verdict = lake.slices.removeLast();
        assertThat(Messages.readIngest(verdict)).isInstanceOf(IngestMessage.Verdict.class);
        lake.land("big.csv", text);
        lake.slices.add(slice);
        workOff();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);

        handle(verdict);

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.slices).isEmpty();
        assertThat(failed).isEmpty();
    }

    /// An object is found REFUSED under one configuration, and its surveys are asked for under the other: no message is lost in between.
    @Test
    void whoIsToSurveyARefusedObjectTellsOfIt() {
        limit(1);
        var whole = lake.land("big.csv", rows(200, 10, 199));
        handle(Messages.write(whole));
        var survey = lake.slices.getFirst();
        workOff();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.REFUSED);
        failed.clear();

        handle(survey);

        assertThat(failed).containsExactly(survey);
    }

    @Test
    void mergesThatNobodyAskedForAreAskedForByTheSweeper() {
        var whole = cut(rows(200));
        workOff(1);
        var last = lake.slices.removeFirst();
        faulty.once(When.AFTER, Call.PUT, lake.lake().keys().receipt("t", SliceId.of(whole)), () -> {
            throw new FaultyStore.CrashException();
        });
        lake.store = faulty;
        handle(last);
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.requests).isEmpty();
        lake.clock.advance(Duration.ofHours(1));

        sweep();

        assertThat(lake.requests).isNotEmpty();
    }
}
