package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Objects that are cut, and taken as a whole or not at all.
class TrialsTest extends FaultyLake {
    private static final int MIB = 1024 * 1024;
    private static final Dataset.Sizes UNCUT = new Dataset.Sizes(MIB, 8 * MIB, 128, MIB);
    private static final Dataset.Sizes CUT = new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, 500);

    /// Messages that failed, which belong into the dead-letter queue.
    private final List<String> failed = new ArrayList<>();

    @BeforeEach
    void cutSmall() {
        lake.resize(CUT);
        lake.takeWholeObjects();
    }

    private void limit(long rows) {
        lake.limitBadRows(new Dataset.BadRows(Optional.of(rows), Optional.empty()));
    }

    private void handle(String message) {
        try {
            lake.handle(message, lake.stages());
        } catch (UnhandledMessageException e) {
            failed.add(message);
        }
    }

    private void workOff() {
        workOff(0);
    }

    /// Works off the ingest queue, until so many messages are left.
    private void workOff(int left) {
        while (lake.slices.size() > left) {
            handle(lake.slices.removeFirst());
        }
    }

    /// Has an object cut; the messages about its slices wait.
    private SliceTask cut(String text) {
        var whole = lake.land("big.csv", text);
        handle(Messages.write(whole));
        int stretches = lake.slices.size();
        for (int i = 0; i < stretches; i++) {
            handle(lake.slices.removeFirst());
        }
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.PENDING);
        assertThat(lake.slices).hasSameSizeAs(receipt(whole).slices());
        return whole;
    }

    /// Rows, some of which do not fit.
    private static String rows(int count, int... bad) {
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < count; id++) {
            int row = id;
            text.append(java.util.stream.IntStream.of(bad).anyMatch(other -> other == row) ? "bad" : id);
            text.append(",\"a\nb\"\n");
        }
        return text.toString();
    }

    private Receipt receipt(SliceTask task) {
        return new Receipts(lake.lake())
                .find("t", SliceId.of(task))
                .await()
                .indefinitely()
                .orElseThrow()
                .receipt();
    }

    @Test
    void noRowIsThereUntilAllSlicesAreConverted() {
        var whole = cut(rows(200));
        workOff(1);
        sweep();
        lake.compact();

        assertThat(lake.requests).isEmpty();
        assertThat(lake.list("tables/")).isEmpty();
        assertThat(lake.list("staged/")).hasSize(receipt(whole).slices().size() - 1);
        workOff();

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.requests).isNotEmpty();
        lake.compact();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
        assertThat(lake.list("staged/")).isEmpty();
        assertThat(failed).isEmpty();
    }

    @Test
    void oneSliceThatIsRefusedRefusesAll() {
        limit(2);
        var whole = cut(rows(200, 90, 91, 92));
        workOff();

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(receipt(whole).reason().orElseThrow()).contains("the slice of bytes", "more than 2 rows", "line");
        assertThat(failed).as("messages that tell of it").hasSize(1);
        lake.compact();
        assertThat(lake.list("tables/")).isEmpty();
        sweep();
        assertThat(lake.list("staged/")).isEmpty();
        assertThat(lake.list("quarantine/")).isEmpty();
    }

    @Test
    void badRowsOfAllSlicesAreAddedUp() {
        limit(2);
        var whole = cut(rows(200, 10, 90, 170));
        workOff();

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(receipt(whole).reason().orElseThrow()).contains("more than 2 rows", "The first: line 22:");
        assertThat(failed).as("messages that tell of it").hasSize(1);
        sweep();
        lake.compact();
        assertThat(lake.list("tables/")).isEmpty();
        assertThat(lake.list("staged/")).isEmpty();
        assertThat(lake.list("quarantine/")).isEmpty();
    }

    @Test
    void aFractionIsOneOfTheWholeObject() {
        lake.limitBadRows(new Dataset.BadRows(Optional.empty(), Optional.of(0.02)));
        var accepted = cut(rows(200, 50, 51, 52, 53));
        workOff();
        assertThat(receipt(accepted).outcome()).isEqualTo(Outcome.CUT);

        var refused = cut(rows(200, 50, 51, 52, 53, 150));
        workOff();
        assertThat(receipt(refused).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(receipt(refused).reason().orElseThrow()).contains("5 of 200 rows");
        assertThat(lake.list("quarantine/")).hasSizeGreaterThan(1);
    }

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

        // It lost against a refusal, but its own configuration allows more, so there is another trial.
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(lake.requests).isEmpty();
        workOff();
        lake.compact();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.ids()).hasSize(197).doesNotHaveDuplicates();
    }

    @Test
    void anObjectThatIsGoneAndComesBackIsTriedAnew() {
        var text = rows(200);
        var whole = cut(text);
        workOff(10);
        lake.memory
                .delete(List.of(new Location(TestLake.LANDING, "big.csv")))
                .await()
                .indefinitely();
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
        lake.memory
                .delete(List.of(new Location(TestLake.LANDING, "big.csv")))
                .await()
                .indefinitely();
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            lake.land("big.csv", text);
            handle(Messages.write(whole));
            assertThat(receipt(whole).outcome()).isEqualTo(Outcome.PENDING);
        });
        lake.store = faulty;

        handle(lake.slices.removeFirst());
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.GONE);
        workOff();
        lake.compact();

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, 200));
        assertThat(failed).isEmpty();
    }

    @Test
    void whatIsStagedOfOneThatIsNotDecidedIsKeptAndReported() {
        cut(rows(200));
        workOff(1);
        int staged = lake.list("staged/").size();
        lake.clock.advance(Duration.ofHours(25));

        var report = sweep();

        assertThat(report.unclaimed()).hasSize(staged);
        assertThat(lake.list("staged/")).hasSize(staged);
    }

    /// However an object is cut, it is taken or refused as if it were not.
    @Test
    void isJudgedAsIfItWereNotCut() {
        var random = new Random(6);
        for (int run = 0; run < 25; run++) {
            var bad = random.ints(random.nextInt(6), 0, 100).distinct().sorted().toArray();
            var limits = random.nextBoolean()
                    ? new Dataset.BadRows(Optional.of((long) random.nextInt(5)), Optional.empty())
                    : new Dataset.BadRows(Optional.empty(), Optional.of(random.nextInt(6) / 100.0));
            lake.limitBadRows(limits);
            var text = rows(100, bad);
            lake.resize(UNCUT);
            var uncut = lake.land("uncut-%d.csv".formatted(run), text);
            handle(Messages.write(uncut));
            lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, 100 + random.nextInt(500)));
            var cut = lake.land("cut-%d.csv".formatted(run), text);
            handle(Messages.write(cut));
            workOff();

            assertThat(receipt(cut).outcome().hasRows())
                    .as("run %s: %s of 100 rows are bad, %s", run, bad.length, limits)
                    .isEqualTo(receipt(uncut).outcome().hasRows());
        }
        var accepted = new ArrayList<Long>();
        lake.compact();
        accepted.addAll(lake.ids());
        assertThat(accepted).isNotEmpty();
        // All rows came twice: of the object that was cut, and of the one that was not.
        assertThat(accepted.size() % 2).isZero();
    }
}
