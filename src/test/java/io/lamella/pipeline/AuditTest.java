package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.Audit.PartReport;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An audit beside a pipeline that goes on.
class AuditTest {
    /// So small that opening a part takes several reads.
    private final TestLake lake = new TestLake(500);

    private final FaultyStore store = new FaultyStore(lake.memory);

    @Test
    void looksAgainAtAPartThatWasAppendedToSinceItWasListed() {
        publish("a", 0, 3);
        store.once(When.AFTER, Call.LIST, "tables/", () -> publish("b", 3, 5));

        assertThat(audit()).singleElement().satisfies(part -> {
            assertThat(part.problems()).isEmpty();
            assertThat(part.rows()).isEqualTo(5);
            assertThat(part.snapshots()).isEqualTo(2);
        });
    }

    @Test
    void looksAgainAtAPartThatWasAppendedToWhileItWasRead() {
        publish("a", 0, 3);
        var reads = new int[1];
        store.always(When.BEFORE, Call.READ, "tables/", () -> reads[0]++);
        audit();
        int all = reads[0];
        assertThat(all).as("reads of one part").isGreaterThan(2);

        for (int at = 1; at <= all; at++) {
            int moment = reads[0] + at;
            int from = 10 * at;
            store.always(When.BEFORE, Call.READ, "tables/", () -> {
                if (reads[0] == moment) {
                    reads[0]++;
                    publish("b" + from, from, from + 1);
                }
            });
            assertThat(audit())
                    .as("append before read %d", at)
                    .singleElement()
                    .satisfies(part -> assertThat(part.problems()).isEmpty());
        }
    }

    @Test
    void stillFindsASliceThatIsInTwoParts() {
        publish("a", 0, 3);
        var part = lake.list("tables/").getFirst();
        lake.memory
                .put(
                        new Location(TestLake.LAKE, "tables/t/part-000001.parquet"),
                        java.nio.ByteBuffer.wrap(lake.bytes(part)),
                        Condition.ALWAYS)
                .await()
                .indefinitely();

        assertThat(audit().getLast().problems())
                .anySatisfy(problem -> assertThat(problem).contains("is in part 0 already"))
                .anySatisfy(problem -> assertThat(problem).contains("follows a part that is not sealed"));
    }

    private void publish(String key, int from, int to) {
        lake.convert(lake.land(key, from, to, "x"));
        lake.compact();
    }

    private List<PartReport> audit() {
        var seen = new LakeStore(store, TestLake.LAKE, lake.lake().keys());
        return new Audit(seen).audit("t").collect().asList().await().indefinitely();
    }
}
