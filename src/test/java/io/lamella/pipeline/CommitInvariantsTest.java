package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.SealReason;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What commits to a partition must keep: rows and ledger in one step (I1), all in one line (I2), and they only add (I8).
class CommitInvariantsTest extends FaultyLake {
    @Test
    void i1RowsAndLedgerBecomeVisibleInOneStep() {
        var seen = new ArrayList<Long>();
        Runnable check = () -> parts().forEach(part -> {
            var ledgered = part.ledger().stream().mapToLong(LedgerEntry::rows).sum();
            assertThat(ledgered).isEqualTo(part.file().footer().rows());
            seen.add(ledgered);
        });
        for (var when : When.values()) {
            for (var call : Call.values()) {
                faulty.always(when, call, "", check);
            }
        }
        for (int i = 0; i < 4; i++) {
            lake.convert(lake.land("a" + i, i * 10, i * 10 + 10, "x"));
            lake.store = faulty;
            lake.compact();
            lake.store = lake.memory;
        }

        assertThat(seen).contains(10L, 20L, 30L, 40L).isSorted();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 40));
    }

    @Test
    void i2TwoCompactorsOnOneHeadCommitInOneLine() {
        lake.convert(lake.land("a", 0, 10, "x"));
        lake.compact();
        lake.convert(lake.land("b", 10, 20, "x"));

        faulty.once(When.BEFORE, Call.PUT, "tables/", this::anotherLandsAndCommits);
        compactThroughFaults();

        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 30));
        assertSound();
    }

    @Test
    void i2TwoCompactorsOnNoHeadCommitInOneLine() {
        lake.convert(lake.land("b", 10, 20, "x"));

        faulty.once(When.BEFORE, Call.PUT, "tables/", this::anotherLandsAndCommits);
        var report = compactThroughFaults();

        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(lake.ids()).containsExactlyElementsOf(range(10, 30));
        assertSound();
    }

    @Test
    void i2APartFollowsOnlyASealedOne() {
        lake.convert(lake.land("a", 0, 10, "x"));
        lake.compact();
        lake.addColumn();
        lake.convert(lake.land("b", "id,name,more\n10,x,y\n"));

        // The other compactor looks when the first part was sealed and the second does not exist yet.
        var sealed = new ArrayList<Optional<SealReason>>();
        faulty.once(
                When.BEFORE,
                Call.PUT,
                "tables/t/part-000001",
                () -> parts().forEach(part -> sealed.add(part.metadata().sealed())));
        compactThroughFaults();

        assertThat(sealed).containsExactly(Optional.of(SealReason.SCHEMA));
        assertThat(lake.list("tables/t/")).hasSize(2);
        assertSound();
    }

    @Test
    void i8CommitsOnlyAdd() {
        List<ByteRange> earlier = List.of();
        byte[] before = {};
        for (int i = 0; i < 20; i++) {
            lake.convert(lake.land("a" + i, i * 10, i * 10 + 10, "x"));
            lake.compact();
            var part = parts().getFirst();
            var ranges = part.file().footer().rowGroups().stream()
                    .map(RowGroupInfo::range)
                    .toList();
            assertThat(ranges).hasSize(i + 1);
            assertThat(ranges.subList(0, i)).isEqualTo(earlier);
            var after = lake.bytes(part.file().info());
            assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);
            earlier = ranges;
            before = after;
        }
    }

    @Test
    void aSealWithoutDataKeepsTheWholeLedger() {
        for (int i = 0; i < PartWriter.APPENDS_PER_WHOLE_LEDGER - 1; i++) {
            lake.convert(lake.land("a" + i, i * 10, i * 10 + 10, "x"));
            lake.compact();
        }
        lake.addColumn();
        lake.convert(lake.land("b", "id,name,more\n1000,x,y\n"));
        lake.compact();

        assertThat(parts()).hasSize(2);
        assertThat(parts().getFirst().metadata().sealed()).contains(SealReason.SCHEMA);
        assertSound();
    }
}
