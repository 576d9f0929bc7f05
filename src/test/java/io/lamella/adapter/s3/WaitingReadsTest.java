package io.lamella.adapter.s3;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.StoreCalls.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// A store that reads by a client that waits keeps the contract of one that does not.
class WaitingReadsTest extends S3StoreContract {
    private static final int CONNECTIONS = 3;

    @AutoClose
    private final S3Client waiting = LocalS3.waitingClient(s3.endpoint(), CONNECTIONS);

    @Override
    public ObjectStore store() {
        return new S3Store(client, new WaitingReads(waiting, CONNECTIONS), Infrastructure.getDefaultExecutor());
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
