package io.lamella.adapter.s3;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.StoreCalls.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.ObjectStoreContract;
import io.lamella.pipeline.SteppingClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A store that gets ranges by a client that waits keeps the contract of one that does not.
class WaitingRangesTest extends ObjectStoreContract {
    private static final int CONNECTIONS = 3;
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static final SteppingClock CLOCK = new SteppingClock(Instant.parse("2026-11-21T10:00:00Z"));
    private static LocalS3 s3;
    private static S3AsyncClient client;
    private static S3Client waiting;

    private final String bucket = "waiting-" + BUCKETS.incrementAndGet();

    @BeforeAll
    static void start() {
        s3 = LocalS3.start(CLOCK);
        client = s3.client();
        waiting = LocalS3.waitingClient(s3.endpoint(), CONNECTIONS);
    }

    @AfterAll
    static void stop() {
        waiting.close();
        client.close();
        s3.close();
    }

    @BeforeEach
    void createBucket() {
        s3.createBucket(bucket);
    }

    @Override
    public ObjectStore store() {
        return new S3Store(client, new WaitingRanges(waiting, CONNECTIONS), Infrastructure.getDefaultExecutor());
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public void passTime() {
        CLOCK.pass(Duration.ofSeconds(2));
    }

    @Test
    void readsMoreRangesAtOnceThanThereAreConnections() {
        var large = random(3 * 1024 * 1024);
        var etag = answer(store().put(at("large"), ByteBuffer.wrap(large), ALWAYS));
        var store = store();
        int length = large.length / 64;

        var read = answer(Uni.join()
                .all(IntStream.range(0, 64)
                        .mapToObj(
                                number -> store.read(at("large"), new ByteRange((long) number * length, length), etag))
                        .toList())
                .andFailFast());

        assertThat(read).allSatisfy(bytes -> assertThat(bytes.remaining()).isEqualTo(length));
        for (int number = 0; number < 64; number++) {
            assertThat(read.get(number)).isEqualTo(ByteBuffer.wrap(large, number * length, length));
        }
    }

    @Test
    void readsIntoTheMiddleOfABuffer() {
        var etag = put("a", "0123456789");
        var room = new byte[12];

        var read = answer(store().read(
                        at("a"),
                        new ByteRange(2, 3),
                        etag,
                        length -> ByteBuffer.wrap(room, 5, length + 2)
                                .slice()
                                .position(1)
                                .limit(1 + length)));

        assertThat(read.remaining()).isEqualTo(3);
        assertThat(Arrays.copyOfRange(room, 6, 9)).containsExactly('2', '3', '4');
    }
}
