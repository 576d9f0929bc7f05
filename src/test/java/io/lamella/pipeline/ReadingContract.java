package io.lamella.pipeline;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.Condition.IF_ABSENT;
import static io.lamella.pipeline.StoreCalls.PATIENCE;
import static io.lamella.pipeline.StoreCalls.all;
import static io.lamella.pipeline.StoreCalls.answer;
import static io.lamella.pipeline.StoreCalls.buffer;
import static io.lamella.pipeline.StoreCalls.failure;
import static io.lamella.pipeline.StoreCalls.join;
import static io.lamella.pipeline.StoreCalls.text;
import static io.lamella.pipeline.StoreException.Reason.NOT_FOUND;
import static io.lamella.pipeline.StoreException.Reason.PRECONDITION_FAILED;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is known about an object, and how its versions are read.
interface ReadingContract extends StoreUnderTest {
    @Test
    default void describesAnObject() {
        String etag = put("tables/a.parquet", "hello");

        ObjectInfo info = answer(store().head(at("tables/a.parquet")));

        assertThat(info.location()).isEqualTo(at("tables/a.parquet"));
        assertThat(info.size()).isEqualTo(5);
        assertThat(info.etag()).isEqualTo(etag).doesNotContain("\"");
        assertThat(info.lastModified()).isEqualTo(info.lastModified().truncatedTo(SECONDS));
    }

    @Test
    default void findsNoObjectWhereNoneIs() {
        put("a/b", "hello");

        assertThat(failure(store().head(at("a/c")))).isEqualTo(NOT_FOUND);
        assertThat(failure(store().get(at("a/c")))).isEqualTo(NOT_FOUND);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
        assertThat(failure(store().get(at("a")))).isEqualTo(NOT_FOUND);
    }

    @Test
    default void getsAWholeObject() {
        String etag = put("a", "hello");

        ObjectStore.Content content = answer(store().get(at("a")));

        assertThat(text(content.bytes())).isEqualTo("hello");
        assertThat(content.info()).isEqualTo(answer(store().head(at("a"))));
        assertThat(content.info().etag()).isEqualTo(etag);
    }

    @Test
    default void getsAnEmptyObject() {
        put("empty", "");

        ObjectStore.Content content = answer(store().get(at("empty")));

        assertThat(content.bytes().remaining()).isZero();
        assertThat(content.info().size()).isZero();
    }

    @Test
    default void makesACallForEachSubscriptionAndNotBefore() {
        Uni<String> put = store().put(at("a"), buffer("one"), IF_ABSENT);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);

        answer(put);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("one");
        assertThat(failure(put)).isEqualTo(PRECONDITION_FAILED);
    }

    @Test
    default void readsARangeOfAVersion() {
        String etag = put("a", "0123456789");

        assertThat(text(answer(store().read(at("a"), new ByteRange(2, 3), etag))))
                .isEqualTo("234");
        assertThat(text(answer(store().read(at("a"), new ByteRange(9, 1), etag))))
                .isEqualTo("9");
        assertThat(text(answer(store().read(at("a"), ByteRange.whole(10), etag))))
                .isEqualTo("0123456789");
    }

    @Test
    default void readsNoOtherVersion() {
        String old = put("a", "0123456789");
        put("a", "abcdefghij");

        assertThat(failure(store().read(at("a"), new ByteRange(2, 3), old))).isEqualTo(PRECONDITION_FAILED);
        assertThat(failure(store().stream(at("a"), new ByteRange(2, 3), old))).isEqualTo(PRECONDITION_FAILED);
    }

    @Test
    default void readsNothingWhereNoObjectIs() {
        assertThat(failure(store().read(at("a"), new ByteRange(2, 3), "etag"))).isEqualTo(NOT_FOUND);
        assertThat(failure(store().stream(at("a"), new ByteRange(2, 3), "etag")))
                .isEqualTo(NOT_FOUND);
    }

    @Test
    default void refusesARangeThatGoesBeyondTheObject() {
        String etag = put("a", "0123456789");

        for (var beyond : List.of(new ByteRange(8, 3), new ByteRange(10, 1), new ByteRange(20, 5))) {
            assertThat(failure(store().read(at("a"), beyond, etag))).isEqualTo(REFUSED);
            assertThat(failure(store().stream(at("a"), beyond, etag))).isEqualTo(REFUSED);
        }
    }

    @Test
    default void answersAnEmptyRangeWithoutACall() {
        var empty = new ByteRange(3, 0);

        assertThat(answer(store().read(at("nothing is here"), empty, "etag")).remaining())
                .isZero();
        assertThat(all(store().stream(at("nothing is here"), empty, "etag"))).isEmpty();
    }

    @Test
    default void streamsALargeObjectInOrder() {
        byte[] large = random(20 * 1024 * 1024);
        String etag = answer(store().put(at("large"), ByteBuffer.wrap(large), ALWAYS));

        // Kept until the end, so that a buffer that is used twice shows.
        List<ByteBuffer> buffers = all(store().stream(at("large"), ByteRange.whole(large.length), etag));
        List<ByteBuffer> middle = all(store().stream(at("large"), new ByteRange(1_000_003, 7_000_001), etag));

        assertThat(join(buffers)).isEqualTo(large);
        assertThat(join(middle)).isEqualTo(Arrays.copyOfRange(large, 1_000_003, 8_000_004));
        assertThat(buffers).allSatisfy(each -> assertThat(each.remaining()).isBetween(1, 1024 * 1024));
    }

    @Test
    default void streamsNoMoreThanIsAskedFor() {
        String etag = answer(store().put(at("large"), ByteBuffer.wrap(random(20 * 1024 * 1024)), ALWAYS));

        AssertSubscriber<ByteBuffer> reader = store().stream(at("large"), ByteRange.whole(20 * 1024 * 1024), etag)
                .subscribe()
                .withSubscriber(AssertSubscriber.create(0));
        reader.assertHasNotReceivedAnyItem();
        reader.awaitNextItem(PATIENCE).awaitNextItems(2, PATIENCE);

        assertThat(reader.getItems()).hasSize(3);
        reader.assertNotTerminated().cancel();
    }

    @Test
    default void freesWhatACancelledStreamHeld() {
        byte[] large = random(20 * 1024 * 1024);
        String etag = answer(store().put(at("large"), ByteBuffer.wrap(large), ALWAYS));

        for (int i = 0; i < 50; i++) {
            Multi<ByteBuffer> stream = store().stream(at("large"), ByteRange.whole(large.length), etag);
            var reader = stream.subscribe().withSubscriber(AssertSubscriber.<ByteBuffer>create(1));
            reader.awaitItems(1, PATIENCE).cancel();
        }

        assertThat(join(all(store().stream(at("large"), ByteRange.whole(large.length), etag))))
                .isEqualTo(large);
    }
}
