package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.event.Messages;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Objects that are cut, and taken as a whole or not at all.
class TrialsTest extends TrialLake {
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
        assertThat(receipt(whole).reason().orElseThrow())
                .contains("the slice of bytes", "more rows were rejected than the limit of 2", "line");
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
        assertThat(receipt(whole).reason().orElseThrow())
                .contains("more rows were rejected than the limit of 2", "The first: line 22:");
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
    void whatIsStagedOfOneThatIsNotDecidedIsKeptAndReported() {
        cut(rows(200));
        workOff(1);
        int staged = lake.list("staged/").size();
        lake.clock.advance(Duration.ofHours(25));

        var report = sweep();

        assertThat(report.unclaimed()).hasSize(staged);
        assertThat(lake.list("staged/")).hasSize(staged);
    }

    /// The object is tried again, and accepted, when the sweep has looked at the first file of the trial before.
    @Test
    void whatIsStagedByTheNextTrialWhileASweepLooksIsKept() {
        var pages = new MemoryStore(lake.clock, 1);
        lake.moveTo(pages);
        limit(1);
        var whole = cut(rows(200, 150, 151));
        workOff();
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.REFUSED);
        limit(2);
        var sweeping = new FaultyStore(pages);
        sweeping.once(When.AFTER, Call.GET, "receipts/t/" + SliceId.of(whole), () -> {
            lake.store = pages;
            lake.slices.add(Messages.write(whole));
            workOff();
            lake.store = sweeping;
        });
        lake.store = sweeping;

        assertThat(sweep().deleted()).isPositive();

        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.CUT);
        lake.store = pages;
        lake.compact();
        assertThat(lake.ids()).hasSize(198);
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
