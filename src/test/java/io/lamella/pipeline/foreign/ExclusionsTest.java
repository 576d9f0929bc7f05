package io.lamella.pipeline.foreign;

import static io.lamella.pipeline.foreign.ForeignBucket.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.Lake;
import io.lamella.pipeline.MergeOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders whose files somebody keeps a list of are left alone.
class ExclusionsTest {
    private final ForeignBucket bucket = new ForeignBucket();

    private void land(String folder) {
        bucket.land(folder + "1.parquet", 0, 5);
        bucket.land(folder + "2.parquet", 5, 10);
    }

    private void assertLeft(List<MergeOutcome> outcomes, String folder) {
        assertThat(outcomes)
                .filteredOn(MergeOutcome.Left.class::isInstance)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.where().key()).isEqualTo(folder));
        assertThat(bucket.keys()).contains(folder + "1.parquet", folder + "2.parquet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t/_delta_log/00000000000000000000.json",
                "t/metadata/00001-b.metadata.json",
                "t/metadata/version-hint.text",
                "t/.hoodie/hoodie.properties",
                "t/_spark_metadata/0",
            })
    void leavesTablesAloneThatAreKeptInALog(String log) {
        bucket.put(log, new byte[1]);
        // Sorted before the log, too.
        land("t/Day=1/");
        land("u/");
        bucket.passTtl();

        assertLeft(bucket.merge(), "t/Day=1/");
        assertThat(bucket.keys()).noneMatch(key -> key.equals("u/1.parquet"));
    }

    /// A table of Iceberg's catalog for Hadoop has its manifests before it.
    @Test
    void findsTheMarkOfATableBehindThousandsOfOtherFiles() {
        for (int i = 0; i < 2_500; i++) {
            bucket.put("t/metadata/snap-%04d.avro".formatted(i), new byte[1]);
        }
        bucket.put("t/metadata/version-hint.text", new byte[1]);
        land("t/data/");
        bucket.passTtl();

        assertLeft(
                bucket.merging()
                        .merge(BUCKET, "t/data/")
                        .collect()
                        .asList()
                        .await()
                        .indefinitely(),
                "t/data/");
    }

    @Test
    void leavesATableAloneIfOnlyAFolderOfItIsWalkedThrough() {
        bucket.put("a/t/_delta_log/00000000000000000000.json", new byte[1]);
        land("a/t/day=1/");
        bucket.passTtl();

        assertLeft(
                bucket.merging()
                        .merge(BUCKET, "a/t/day=1/")
                        .collect()
                        .asList()
                        .await()
                        .indefinitely(),
                "a/t/day=1/");
    }

    @Test
    void leavesTheFoldersOfTheConfiguredLakeAlone() {
        land("lake/staged/events/");
        land("lake/exports/");
        bucket.passTtl();
        var merging = new ForeignMerge(
                bucket.memory,
                bucket.policy,
                List.of(new Lake(BUCKET, "lake/", Lake.DEFAULT_INTERVAL)),
                bucket.clock,
                Runnable::run);

        assertLeft(merging.merge(BUCKET, "").collect().asList().await().indefinitely(), "lake/staged/events/");
        assertThat(bucket.keys()).noneMatch(key -> key.equals("lake/exports/1.parquet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lake/staged/events/"})
    void knowsALakeThatIsNotConfiguredByItsReceipts(String prefix) {
        bucket.put("lake/receipts/events/00112233445566778899aabbccddeeff.json", new byte[1]);
        land("lake/staged/events/");
        bucket.passTtl();

        assertLeft(
                bucket.merging()
                        .merge(BUCKET, prefix)
                        .collect()
                        .asList()
                        .await()
                        .indefinitely(),
                "lake/staged/events/");
    }

    @Test
    void passesOverFoldersThatWritersAreNotDoneWith() {
        land("t/_temporary/0/");
        land("t/.staging/");
        bucket.passTtl();

        assertThat(bucket.merge()).isEmpty();
        assertThat(bucket.keys()).hasSize(4);
    }

    @Test
    void mergesAPartitionWhateverItsNameBeginsWith() {
        land("t/_day=1/");
        bucket.passTtl();

        assertThat(bucket.merge()).singleElement().isInstanceOf(MergeOutcome.Merged.class);
    }
}
