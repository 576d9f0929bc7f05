package io.lamella.adapter.s3;

import static io.lamella.pipeline.StoreCalls.all;
import static io.lamella.pipeline.StoreCalls.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.parquet.Reconciliation;
import io.lamella.core.plan.MergePolicy;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.DuckDb;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.foreign.ForeignBucket;
import io.lamella.pipeline.foreign.ForeignMerge;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// Folders that others wrote, merged in S3 as S3Proxy has it.
class S3FolderMergeTest {
    private static final int MANY = 1_500_000;

    private final LocalS3 s3 = LocalS3.start();
    private final S3AsyncClient client = s3.client();

    @AfterEach
    void stop() {
        client.close();
        s3.close();
    }

    @Test
    void copiesFullRowGroupsInsideTheStoreAndJoinsSmallOnes() {
        s3.createBucket("exports");
        var unseen = new S3Store(client, Runnable::run);
        put(unseen, "orders/big.parquet", ForeignBucket.file(0, MANY, MANY));
        for (int i = 0; i < 5; i++) {
            put(unseen, "orders/small-" + i + ".parquet", ForeignBucket.file(MANY + i * 10, MANY + i * 10 + 10));
        }
        var recording = new RecordingClient(client);
        var policy = new MergePolicy(Duration.ZERO, 1L << 30, 8L << 20, EnumSet.noneOf(Reconciliation.class));
        // S3 tells dates to the second.
        InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));

        var outcomes =
                all(new ForeignMerge(new S3Store(recording, Runnable::run), policy, List.of(), later, Runnable::run)
                        .merge("exports", ""));

        assertThat(outcomes).singleElement().isInstanceOf(MergeOutcome.Merged.class);
        assertThat(recording.calls())
                .contains("UploadPartCopy exports/orders/ from exports/orders/", "DeleteObject exports/orders/");
        var found = all(unseen.list("exports", ""));
        assertThat(found).hasSize(1);
        var bytes = answer(unseen.get(found.getFirst().location())).bytes();
        var file = new byte[bytes.remaining()];
        bytes.duplicate().get(file);
        assertThat(DuckDb.query(List.of(file), "select count(distinct id) || ' ' || sum(id) from t"))
                .containsExactly((MANY + 50) + " " + (MANY + 50L) * (MANY + 49L) / 2);
    }

    private static void put(S3Store store, String key, byte[] bytes) {
        answer(store.put(new Location("exports", key), ByteBuffer.wrap(bytes), Condition.ALWAYS));
    }
}
