package io.lamella.adapter.memory;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.StoreCalls.answer;
import static io.lamella.pipeline.StoreCalls.buffer;
import static io.lamella.pipeline.StoreCalls.failure;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.ObjectStoreContract;
import io.lamella.pipeline.SteppingClock;
import io.lamella.pipeline.Upload;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends ObjectStoreContract {
    private final SteppingClock clock = new SteppingClock(Instant.parse("2026-11-21T10:00:00.123456789Z"));
    private final MemoryStore store = new MemoryStore(clock, 3);

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public String bucket() {
        return "lake";
    }

    @Override
    public void passTime() {
        clock.pass(Duration.ofSeconds(2));
    }

    @Override
    public int moreThanAPage() {
        return 50;
    }

    @Test
    void answersOnTheThreadOfItsCaller() {
        var answeredOn = new AtomicReference<Thread>();

        store.put(at("a"), buffer("x"), ALWAYS).subscribe().with(_ -> answeredOn.set(Thread.currentThread()));

        assertThat(answeredOn).hasValue(Thread.currentThread());
    }

    @Test
    void makesEtagsAsS3Does() {
        Upload upload = answer(store.createUpload(at("b")));

        assertThat(put("a", "hello")).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        // md5(md5("hello") as bytes), as S3 makes it for an object of one part.
        assertThat(complete(upload, ALWAYS, "hello".getBytes(US_ASCII)))
                .isEqualTo("62109206880d38a4010a98e11243924a-1");
    }

    @Test
    void listsPageByPageWhatIsThereByThen() {
        List.of("a", "b", "c", "d", "e").forEach(key -> put(key, "x"));

        List<String> seen = answer(store.list(bucket(), "")
                .map(info -> info.location().key())
                .invoke(key -> {
                    if (key.equals("b")) {
                        answer(store.delete(List.of(at("c"), at("d"))));
                        put("f", "x");
                    }
                })
                .collect()
                .asList());

        assertThat(seen).containsExactly("a", "b", "c", "e", "f");
    }

    @Test
    void refusesWhatS3Refuses() {
        Upload upload = answer(store.createUpload(at("a")));
        Upload.Part first = answer(store.uploadPart(upload, 1, ByteBuffer.wrap(random(ObjectStore.MIN_PART_BYTES))));
        Upload.Part second = answer(store.uploadPart(upload, 2, buffer("x")));

        assertThat(failure(store.uploadPart(upload, 0, buffer("x")))).isEqualTo(REFUSED);
        assertThat(failure(store.uploadPart(upload, 10_001, buffer("x")))).isEqualTo(REFUSED);
        assertThat(failure(store.complete(upload, List.of(), ALWAYS))).isEqualTo(REFUSED);
        assertThat(failure(store.complete(upload, List.of(second, first), ALWAYS)))
                .isEqualTo(REFUSED);
        assertThat(failure(store.put(at(""), buffer("x"), ALWAYS))).isEqualTo(REFUSED);
        assertThat(failure(store.put(at("\u00e9".repeat(513)), buffer("x"), ALWAYS)))
                .isEqualTo(REFUSED);
    }
}
