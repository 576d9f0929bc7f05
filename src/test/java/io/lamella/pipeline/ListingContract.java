package io.lamella.pipeline;

import static io.lamella.pipeline.Condition.IF_ABSENT;
import static io.lamella.pipeline.ObjectStore.MIN_PART_BYTES;
import static io.lamella.pipeline.StoreCalls.PATIENCE;
import static io.lamella.pipeline.StoreCalls.all;
import static io.lamella.pipeline.StoreCalls.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// In which order objects are listed, and by which names.
interface ListingContract extends StoreUnderTest {
    @Test
    default void listsByTheBytesOfKeys() {
        var ordered = List.of("a!", "a-b/c", "a.b", "a/b/c", "a/b0", "a/bc", "a0", "aB", "ab", "b\u00e9", "b\uffee");
        var shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(4));
        shuffled.forEach(key -> put(key, "x"));

        assertThat(keys("")).isEqualTo(ordered);
    }

    @Test
    default void listsByBytesWhereUtf16WouldOrderOtherwise() {
        put("b\ud83d\ude00", "x");
        put("b\uffee", "x");

        assertThat(keys("b")).containsExactly("b\uffee", "b\ud83d\ude00");
    }

    @Test
    default void listsWhatBeginsWithAPrefix() {
        Stream.of("a", "t/x=1/a", "t/x=1/b", "t/x=10/a", "t/x=2/a", "t-2/a").forEach(key -> put(key, "x"));

        assertThat(keys("t/x=1/")).containsExactly("t/x=1/a", "t/x=1/b");
        assertThat(keys("t/x=1")).containsExactly("t/x=1/a", "t/x=1/b", "t/x=10/a");
        assertThat(keys("t")).containsExactly("t-2/a", "t/x=1/a", "t/x=1/b", "t/x=10/a", "t/x=2/a");
        assertThat(keys("t/x=2/a")).containsExactly("t/x=2/a");
        assertThat(keys("t/x=3/")).isEmpty();
        assertThat(keys("a/")).isEmpty();
    }

    @Test
    default void listsObjectsAsTheyAreDescribed() {
        put("a", "hello");

        assertThat(all(store().list(bucket(), ""))).containsExactly(answer(store().head(at("a"))));
    }

    @Test
    default void listsNoMoreThanIsAskedFor() {
        Stream.of("a", "b", "c", "d", "e").forEach(key -> put(key, "x"));

        AssertSubscriber<ObjectInfo> lister =
                store().list(bucket(), "").subscribe().withSubscriber(AssertSubscriber.create(2));
        lister.awaitItems(2, PATIENCE).assertNotTerminated();
        assertThat(lister.getItems()).hasSize(2);

        lister.request(3).awaitCompletion(PATIENCE);
        assertThat(lister.getItems()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space/and two  spaces",
                "plus+plus/a+b",
                "percent%/100%25/%2F",
                "d=2026-11-21/h=a%20b/part-000000.parquet",
                "\u00fcml\u00e4ut/\u65e5\u672c/\ud83d\ude00.json",
                "a&b=c;d?e#f@g,h$i'j(k)l!m*n~o:p",
                "quote\"and<angle>",
                "back\\slash"
            })
    default void takesOddKeys(String key) {
        byte[] large = random(MIN_PART_BYTES + 1);
        String etag = answer(store().put(at(key), ByteBuffer.wrap(large), IF_ABSENT));
        assertThat(answer(store().head(at(key))).etag()).isEqualTo(etag);
        assertThat(keys("")).containsExactly(key);
        assertThat(keys(key.substring(0, 3))).containsExactly(key);

        Location copy = at("copy of/" + key);
        Upload upload = answer(store().createUpload(copy));
        assertThat(all(store().listUploads(bucket(), "copy of/")))
                .extracting(PendingUpload::upload)
                .containsExactly(upload);
        Upload.Part part = answer(store().copyPart(upload, 1, at(key), ByteRange.whole(large.length), etag));
        answer(store().complete(upload, List.of(part), IF_ABSENT));
        assertThat(answer(store().get(copy)).bytes()).isEqualTo(ByteBuffer.wrap(large));

        answer(store().delete(List.of(at(key), copy)));
        assertThat(keys("")).isEmpty();
    }
}
