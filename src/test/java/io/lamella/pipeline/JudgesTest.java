package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.Messages;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Objects whose slices count only together, when workers die, race, or are told again.
class JudgesTest extends TrialLake {
    @Test
    void underAnotherConfigurationItIsTriedAnew() {
        limit(1);
        var whole = cut(rows(200, 10, 90, 170));
        workOff();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.REFUSED);
        limit(3);
        var again = List.copyOf(failed);
        failed.clear();

        assertThat(again).as("messages that tell of it").hasSize(1);
        again.forEach(this::handle);
        assertThat(lake.slices).as("what has it tried again").containsExactly(Messages.write(whole));
        handle(lake.slices.removeFirst());
        assertThat(receipt(whole).outcome()).as("nothing is surveyed twice").isEqualTo(Outcome.PENDING);
        workOff();

        assertThat(failed).isEmpty();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        sweep();
        lake.compact();
        assertThat(lake.ids()).hasSize(197).doesNotHaveDuplicates();
        assertThat(lake.list("staged/")).isEmpty();
        assertThat(lake.list("quarantine/")).hasSize(3);
    }

    @Test
    void aMessageThatComesAgainSendsWhatIsMissing() {
        var whole = cut(rows(200));
        lake.slices.subList(0, 2).clear();
        workOff();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.PENDING);

        handle(Messages.write(whole));
        assertThat(lake.slices).hasSize(2);
        workOff();

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
    }

    @Test
    void whoDiesBeforeTheVerdictIsFollowedByWhoGetsItsMessage() {
        var whole = cut(rows(200));
        workOff(1);
        var last = lake.slices.removeFirst();
        faulty.once(When.AFTER, Call.PUT, "receipts/", () -> {
            throw new FaultyStore.CrashException();
        });
        lake.store = faulty;
        assertThatThrownBy(() -> lake.handle(last, lake.stages())).isInstanceOf(UnhandledMessageException.class);
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.PENDING);

        handle(last);

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
    }

    @Test
    void whoDiesAfterTheVerdictIsFollowedByWhoAsksForTheMerges() {
        var whole = cut(rows(200));
        workOff(1);
        var last = lake.slices.removeFirst();
        var key = lake.lake().keys().receipt("t", SliceId.of(whole));
        faulty.once(When.AFTER, Call.PUT, key, () -> {
            throw new FaultyStore.CrashException();
        });
        lake.store = faulty;
        assertThatThrownBy(() -> lake.handle(last, lake.stages())).isInstanceOf(UnhandledMessageException.class);
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.requests).isEmpty();

        handle(last);

        assertThat(lake.requests).hasSize(receipt(whole).slices().size());
    }

    @Test
    void ofTwoWhoJudgeOneDoesWhateverTheySee() {
        limit(3);
        var whole = cut(rows(200, 10, 90, 170));
        workOff(1);
        var last = lake.slices.removeFirst();
        var key = lake.lake().keys().receipt("t", SliceId.of(whole));
        faulty.once(When.BEFORE, Call.PUT, key, () -> {
            lake.store = lake.memory;
            limit(1);
            handle(last);
            limit(3);
        });
        lake.store = faulty;

        handle(last);

        // The refusal is left to a message, which comes too late.
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.slices).hasSize(1);
        workOff();
        lake.compact();
        assertThat(failed).isEmpty();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.ids()).hasSize(197).doesNotHaveDuplicates();
    }

    @Test
    void anObjectThatIsGoneAndComesBackIsTriedAnew() {
        var text = rows(200);
        var whole = cut(text);
        workOff(10);
        takeAway();
        workOff();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.GONE);

        assertThat(lake.land("big.csv", text)).isEqualTo(whole);
        handle(Messages.write(whole));
        workOff();
        lake.compact();

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
        lake.clock.advance(Duration.ofHours(25));
        sweep();
        assertThat(lake.list("staged/")).isEmpty();
    }

    /// It comes back before the verdict, so that whoever is told relies on the slices; and these find the trial over.
    @Test
    void anObjectThatIsBackBeforeItIsFoundGoneIsTriedAnew() {
        var text = rows(200);
        var whole = cut(text);
        workOff(10);
        takeAway();
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            lake.land("big.csv", text);
            handle(Messages.write(whole));
            assertThat(receipt(whole).outcome()).isEqualTo(Outcome.PENDING);
        });
        lake.store = faulty;

        workOff();
        lake.compact();

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
        assertThat(failed).isEmpty();
    }
}
