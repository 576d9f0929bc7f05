package io.lamella.pipeline;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.Condition.IF_ABSENT;
import static io.lamella.pipeline.ObjectStore.MIN_PART_BYTES;
import static io.lamella.pipeline.StoreMeter.Request.ABORT_MULTIPART_UPLOAD;
import static io.lamella.pipeline.StoreMeter.Request.COMPLETE_MULTIPART_UPLOAD;
import static io.lamella.pipeline.StoreMeter.Request.CREATE_MULTIPART_UPLOAD;
import static io.lamella.pipeline.StoreMeter.Request.DELETE_OBJECTS;
import static io.lamella.pipeline.StoreMeter.Request.GET_OBJECT;
import static io.lamella.pipeline.StoreMeter.Request.HEAD_OBJECT;
import static io.lamella.pipeline.StoreMeter.Request.LIST_MULTIPART_UPLOADS;
import static io.lamella.pipeline.StoreMeter.Request.LIST_OBJECTS;
import static io.lamella.pipeline.StoreMeter.Request.PUT_OBJECT;
import static io.lamella.pipeline.StoreMeter.Request.UPLOAD_PART;
import static io.lamella.pipeline.StoreMeter.Request.UPLOAD_PART_COPY;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.event.ByteRange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoreMeterTest {
    private final StoreMeter meter = new StoreMeter(new MemoryStore(() -> Instant.EPOCH));

    @Test
    void countsRequestsByKind() {
        answer(meter.put(at("a"), bytes(MIN_PART_BYTES + 1), ALWAYS));
        String etag = answer(meter.head(at("a"))).etag();
        Upload upload = answer(meter.createUpload(at("b")));
        answer(meter.uploadPart(upload, 2, bytes(3)));
        answer(meter.copyPart(upload, 1, at("a"), new ByteRange(0, MIN_PART_BYTES), etag));
        all(meter.listUploads("lake", ""));
        answer(meter.abort(upload));
        Upload other = answer(meter.createUpload(at("b")));
        answer(meter.complete(other, List.of(answer(meter.uploadPart(other, 1, bytes(4)))), ALWAYS));
        all(meter.list("lake", ""));
        answer(meter.delete(List.of(at("b"))));

        StoreMeter.Reading reading = meter.read();
        assertThat(reading.requests())
                .containsEntry(PUT_OBJECT, 1L)
                .containsEntry(HEAD_OBJECT, 1L)
                .doesNotContainKey(GET_OBJECT)
                .containsEntry(CREATE_MULTIPART_UPLOAD, 2L)
                .containsEntry(UPLOAD_PART, 2L)
                .containsEntry(UPLOAD_PART_COPY, 1L)
                .containsEntry(LIST_MULTIPART_UPLOADS, 1L)
                .containsEntry(ABORT_MULTIPART_UPLOAD, 1L)
                .containsEntry(COMPLETE_MULTIPART_UPLOAD, 1L)
                .containsEntry(LIST_OBJECTS, 1L)
                .containsEntry(DELETE_OBJECTS, 1L);
        assertThat(reading.allRequests()).isEqualTo(12);
        assertThat(reading.bytesSent()).isEqualTo(MIN_PART_BYTES + 1 + 3 + 4);
        assertThat(reading.bytesCopied()).isEqualTo(MIN_PART_BYTES);
        assertThat(reading.bytesReceived()).isZero();
    }

    @Test
    void countsWhatIsReceivedAsFarAsItIsAskedFor() {
        String etag = answer(meter.put(at("a"), bytes(1_000_000), ALWAYS));
        StoreMeter.Reading before = meter.read();

        answer(meter.get(at("a")));
        answer(meter.read(at("a"), new ByteRange(5, 10), etag));
        all(meter.stream(at("a"), new ByteRange(0, 600_000), etag));
        List<ByteBuffer> first = all(
                meter.stream(at("a"), ByteRange.whole(1_000_000), etag).select().first(1));

        StoreMeter.Reading reading = meter.read().since(before);
        assertThat(reading.bytesReceived())
                .isEqualTo(1_000_000 + 10 + 600_000 + first.getFirst().remaining());
        assertThat(reading.requests(GET_OBJECT)).isEqualTo(4);
        assertThat(reading.allRequests()).isEqualTo(4);
        assertThat(reading.bytesSent()).isZero();
    }

    @Test
    void countsWhatFailedAndNotWhatWasNeverSubscribedTo() {
        answer(meter.put(at("a"), bytes(2), ALWAYS));
        Uni<String> never = meter.put(at("b"), bytes(100), ALWAYS);
        answer(meter.put(at("a"), bytes(3), IF_ABSENT).onFailure().recoverWithItem("lost"));

        assertThat(never).isNotNull();
        assertThat(meter.read().requests(PUT_OBJECT)).isEqualTo(2);
        assertThat(meter.read().bytesSent()).isEqualTo(5);
    }

    @Test
    void countsNoRequestForWhatNeedsNone() {
        answer(meter.read(at("a"), new ByteRange(0, 0), "etag"));
        all(meter.stream(at("a"), new ByteRange(0, 0), "etag"));
        answer(meter.delete(List.of()));

        assertThat(meter.read().allRequests()).isZero();
    }

    @Test
    void countsARequestForEachThousandListedOrDeleted() {
        List<Location> many = IntStream.range(0, 2_001)
                .mapToObj("%04d"::formatted)
                .map(StoreMeterTest::at)
                .toList();
        many.forEach(each -> answer(meter.put(each, bytes(1), ALWAYS)));

        assertThat(all(meter.list("lake", ""))).hasSize(2_001);
        assertThat(meter.read().requests(LIST_OBJECTS)).isEqualTo(3);
        answer(meter.delete(many));
        assertThat(meter.read().requests(DELETE_OBJECTS)).isEqualTo(3);
        assertThat(all(meter.list("lake", ""))).isEmpty();
        assertThat(meter.read().requests(LIST_OBJECTS)).isEqualTo(4);
    }

    /// A store that is measured is the same store.
    @Nested
    class KeepsTheContract extends ObjectStoreContract {
        private final SteppingClock clock = new SteppingClock(Instant.EPOCH);
        private final ObjectStore measured = new StoreMeter(new MemoryStore(clock));

        @Override
        public ObjectStore store() {
            return measured;
        }

        @Override
        public String bucket() {
            return "lake";
        }

        @Override
        public void passTime() {
            clock.pass(Duration.ofSeconds(2));
        }
    }

    private static Location at(String key) {
        return new Location("lake", key);
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length);
    }

    private static <T> T answer(Uni<T> call) {
        return call.await().indefinitely();
    }

    private static <T> List<T> all(Multi<T> call) {
        return answer(call.collect().asList());
    }
}
