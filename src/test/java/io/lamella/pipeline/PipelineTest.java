package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.Receipt;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private final TestLake lake = new TestLake();

    @Test
    void rowsOfAnObjectReachTheTableOnce() {
        var receipt = lake.convert(lake.land("a.csv", 0, 1000, "x"));

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STAGED);
        assertThat(receipt.rows()).isEqualTo(1000);
        assertThat(lake.requests).hasSize(1);

        lake.compact();

        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 1000));
        assertThat(lake.list("staged/")).isEmpty();
        assertThat(lake.list("tables/t/")).hasSize(1);
    }

    @Test
    void manySmallObjectsShareOneRowGroup() {
        for (int i = 0; i < 50; i++) {
            lake.convert(lake.land("a%d.csv".formatted(i), i * 10, i * 10 + 10, "x"));
        }

        var report = lake.compact();

        assertThat(report.commits()).isEqualTo(1);
        assertThat(report.rows()).isEqualTo(500);
        assertThat(lake.ids()).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void appendsKeepEveryEarlierLengthAWholeFile() {
        for (int i = 0; i < 20; i++) {
            lake.convert(lake.land("a%d.csv".formatted(i), i * 10, i * 10 + 10, "x"));
            lake.compact();
            assertThat(lake.ids()).hasSize(i * 10 + 10);
        }

        assertThat(lake.list("tables/t/")).hasSize(1);
        var reports =
                new Audit(lake.lake()).audit("t").collect().asList().await().indefinitely();
        assertThat(reports).singleElement().satisfies(part -> {
            assertThat(part.problems()).isEmpty();
            assertThat(part.snapshots()).isEqualTo(20);
            assertThat(part.rows()).isEqualTo(200);
        });
    }

    @Test
    void eachPartitionGetsItsRows() {
        lake.partitionByName();
        lake.convert(lake.land("a.csv", "id,name\n1,x\n2,y\n3,x\n4,\n"));

        assertThat(lake.requests).hasSize(3);
        lake.compact("name=x");
        lake.compact("name=y");
        lake.compact("name=__HIVE_DEFAULT_PARTITION__");

        assertThat(lake.ids()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lake.list("tables/t/name=x/")).hasSize(1);
    }

    @Test
    void aRowThatDoesNotFitIsInQuarantineAndTheRestInTheTable() {
        var receipt = lake.convert(lake.land("a.csv", "id,name\n1,x\nnone,y\n3,z\n"));

        assertThat(receipt.rejected()).isEqualTo(1);
        lake.compact();
        assertThat(lake.ids()).containsExactly(1L, 3L);
        assertThat(lake.list("quarantine/t/"))
                .singleElement()
                .satisfies(file -> assertThat(new String(lake.bytes(file), UTF_8))
                        .contains("\"line\":3", "none,y", "s3://landing/a.csv"));
    }
}
