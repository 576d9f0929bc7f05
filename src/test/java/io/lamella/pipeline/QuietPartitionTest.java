package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.parquet.Footer;
import io.lamella.core.table.Dataset;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A day of a partition that gets next to nothing: one tiny object a minute, and a commit for every ten minutes of them.
class QuietPartitionTest {
    private static final int MINUTES = 24 * 60;
    private static final int ROWS = 3;

    /// 30 seconds.
    private static final int TICKS_PER_MINUTE = 2;

    private static final int TICKS_PER_COMPACTION = 21;

    /// A bound for two columns, far below what is read of a part at first (512 KiB).
    private static final long MAX_FOOTER = 64 * 1024;

    private final TestLake lake = new TestLake();
    private int commits;
    private long largestFooter;

    @Test
    void aDayOfTinyObjectsIsFewPartsWithSmallFooters() {
        lake.dataset = TestLake.dataset(Dataset.Sizes.DEFAULT);
        assertThat(lake.dataset.freshness()).isEqualTo(Duration.ofMinutes(10));

        for (int tick = 0; tick < MINUTES * TICKS_PER_MINUTE; tick++) {
            if (tick > 0 && tick % TICKS_PER_COMPACTION == 0) {
                assertThat(compact().commits()).isEqualTo(1);
            }
            if (tick % TICKS_PER_MINUTE == 0) {
                int from = tick / TICKS_PER_MINUTE * ROWS;
                lake.convert(lake.land("minute-%04d.csv".formatted(from / ROWS), from, from + ROWS, "x"));
            }
            lake.clock.advance(Duration.ofSeconds(30));
        }
        lake.clock.advance(lake.dataset.freshness());
        compact();

        assertThat(lake.ids()).containsExactlyElementsOf(range(0, MINUTES * ROWS));
        assertThat(lake.list("staged/")).isEmpty();
        var parts = audit();
        System.out.println("commits " + commits + ", parts " + parts.size() + ", largest footer " + largestFooter
                + " bytes, parts' bytes "
                + parts.stream().map(Audit.PartReport::bytes).toList());
        assertThat(parts).hasSizeBetween(1, 2).allSatisfy(part -> {
            assertThat(part.problems()).isEmpty();
            assertThat(part.rowGroups())
                    .isEqualTo(part.snapshots())
                    .isLessThanOrEqualTo(Dataset.Sizes.DEFAULT.maxRowGroups());
        });
        assertThat(parts.stream().mapToInt(Audit.PartReport::rowGroups).sum()).isEqualTo(commits);
        assertThat(largestFooter).isLessThan(MAX_FOOTER);
    }

    private Compact.Report compact() {
        var report = lake.compactor()
                .compact(new MergeRequest("t", ""), lake.dataset, lake.deadline())
                .await()
                .indefinitely();
        commits += report.commits();
        var newest = lake.list("tables/t/").getLast();
        largestFooter = Math.max(largestFooter, Footer.tailBytes(ByteBuffer.wrap(lake.bytes(newest))));
        return report;
    }

    private List<Audit.PartReport> audit() {
        return new Audit(lake.lake()).audit("t").collect().asList().await().indefinitely();
    }
}
