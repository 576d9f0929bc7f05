package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.MergeRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
    private final TestLake lake = new TestLake();

    @Test
    void asksForMergesThatAreOverdue() {
        lake.convert(lake.land("a", 0, 10, "x"));
        lake.requests.clear();

        lake.clock.advance(lake.dataset.freshness());
        assertThat(sweep().requested()).isZero();

        lake.clock.advance(Duration.ofSeconds(1));
        assertThat(sweep().requested()).isEqualTo(1);
        assertThat(lake.requests).containsExactly(new MergeRequest("t", ""));
    }

    @Test
    void abortsUploadsOfTheLakeThatNobodyCompletesAnyMore() {
        begin("tables/t/part-000000.parquet");
        begin("staged/t/a.parquet");
        begin("quarantine/t/a.ndjson");
        begin("replays/t/a.rows");
        begin("somebody/elses");

        lake.clock.advance(Duration.ofDays(1));
        assertThat(sweep().abortedUploads()).isZero();

        lake.clock.advance(Duration.ofSeconds(1));
        assertThat(sweep().abortedUploads()).isEqualTo(4);
        assertThat(lake.uploads())
                .singleElement()
                .satisfies(left -> assertThat(left.upload().target().key()).isEqualTo("somebody/elses"));
    }

    private void begin(String key) {
        lake.memory.createUpload(new Location(TestLake.LAKE, key)).await().indefinitely();
    }

    private Sweep.Report sweep() {
        return lake.sweep().sweep(List.of(lake.dataset)).await().indefinitely();
    }
}
