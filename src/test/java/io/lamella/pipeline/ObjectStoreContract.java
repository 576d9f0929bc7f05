package io.lamella.pipeline;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.Condition.IF_ABSENT;
import static io.lamella.pipeline.ObjectStore.MIN_PART_BYTES;
import static io.lamella.pipeline.StoreException.Reason.CONFLICT;
import static io.lamella.pipeline.StoreException.Reason.NOT_FOUND;
import static io.lamella.pipeline.StoreException.Reason.NO_SUCH_UPLOAD;
import static io.lamella.pipeline.StoreException.Reason.PRECONDITION_FAILED;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition.IfMatch;
import io.lamella.pipeline.StoreException.Reason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every adapter of [ObjectStore] must keep: the sentences of the port's comments, one by one.
public abstract class ObjectStoreContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Random random = new Random(7);

    /// The store under test. Its bucket is empty at the start of each test.
    protected abstract ObjectStore store();

    protected abstract String bucket();

    /// Lets the store's clock go on by at least two seconds.
    protected abstract void passTime();

    /// How many objects one request cannot list or delete.
    protected int moreThanAPage() {
        return 1_050;
    }

    // What is known about an object

    @Test
    protected void describesAnObject() {
        String etag = put("tables/a.parquet", "hello");

        ObjectInfo info = answer(store().head(at("tables/a.parquet")));

        assertThat(info.location()).isEqualTo(at("tables/a.parquet"));
        assertThat(info.size()).isEqualTo(5);
        assertThat(info.etag()).isEqualTo(etag).doesNotContain("\"");
        assertThat(info.lastModified()).isEqualTo(info.lastModified().truncatedTo(SECONDS));
    }

    @Test
    protected void findsNoObjectWhereNoneIs() {
        put("a/b", "hello");

        assertThat(failure(store().head(at("a/c")))).isEqualTo(NOT_FOUND);
        assertThat(failure(store().get(at("a/c")))).isEqualTo(NOT_FOUND);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
        assertThat(failure(store().get(at("a")))).isEqualTo(NOT_FOUND);
    }

    @Test
    protected void getsAWholeObject() {
        String etag = put("a", "hello");

        ObjectStore.Content content = answer(store().get(at("a")));

        assertThat(text(content.bytes())).isEqualTo("hello");
        assertThat(content.info()).isEqualTo(answer(store().head(at("a"))));
        assertThat(content.info().etag()).isEqualTo(etag);
    }

    @Test
    protected void getsAnEmptyObject() {
        put("empty", "");

        ObjectStore.Content content = answer(store().get(at("empty")));

        assertThat(content.bytes().remaining()).isZero();
        assertThat(content.info().size()).isZero();
    }

    @Test
    protected void makesACallForEachSubscriptionAndNotBefore() {
        Uni<String> put = store().put(at("a"), buffer("one"), IF_ABSENT);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);

        answer(put);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("one");
        assertThat(failure(put)).isEqualTo(PRECONDITION_FAILED);
    }

    // Ranges of a version

    @Test
    protected void readsARangeOfAVersion() {
        String etag = put("a", "0123456789");

        assertThat(text(answer(store().read(at("a"), new ByteRange(2, 3), etag))))
                .isEqualTo("234");
        assertThat(text(answer(store().read(at("a"), new ByteRange(9, 1), etag))))
                .isEqualTo("9");
        assertThat(text(answer(store().read(at("a"), ByteRange.whole(10), etag))))
                .isEqualTo("0123456789");
    }

    @Test
    protected void readsNoOtherVersion() {
        String old = put("a", "0123456789");
        put("a", "abcdefghij");

        assertThat(failure(store().read(at("a"), new ByteRange(2, 3), old))).isEqualTo(PRECONDITION_FAILED);
        assertThat(failure(store().stream(at("a"), new ByteRange(2, 3), old))).isEqualTo(PRECONDITION_FAILED);
    }

    @Test
    protected void readsNothingWhereNoObjectIs() {
        assertThat(failure(store().read(at("a"), new ByteRange(2, 3), "etag"))).isEqualTo(NOT_FOUND);
        assertThat(failure(store().stream(at("a"), new ByteRange(2, 3), "etag")))
                .isEqualTo(NOT_FOUND);
    }

    @Test
    protected void refusesARangeThatGoesBeyondTheObject() {
        String etag = put("a", "0123456789");

        for (var beyond : List.of(new ByteRange(8, 3), new ByteRange(10, 1), new ByteRange(20, 5))) {
            assertThat(failure(store().read(at("a"), beyond, etag))).isEqualTo(REFUSED);
            assertThat(failure(store().stream(at("a"), beyond, etag))).isEqualTo(REFUSED);
        }
    }

    @Test
    protected void answersAnEmptyRangeWithoutACall() {
        var empty = new ByteRange(3, 0);

        assertThat(answer(store().read(at("nothing is here"), empty, "etag")).remaining())
                .isZero();
        assertThat(all(store().stream(at("nothing is here"), empty, "etag"))).isEmpty();
    }

    @Test
    protected void streamsALargeObjectInOrder() {
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
    protected void streamsNoMoreThanIsAskedFor() {
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
    protected void freesWhatACancelledStreamHeld() {
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

    // Writing at once

    @Test
    protected void replacesAnObjectUnderANewEtag() {
        String first = put("a", "one");
        String second = put("a", "another");

        assertThat(second).isNotEqualTo(first);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("another");
    }

    @Test
    protected void writesWhatRemainsInABufferAndLeavesItAlone() {
        ByteBuffer direct = ByteBuffer.allocateDirect(10);
        direct.put(buffer("0123456789")).position(2).limit(5);
        ByteBuffer readOnly =
                ByteBuffer.wrap("0123456789".getBytes(UTF_8), 3, 4).asReadOnlyBuffer();

        answer(store().put(at("direct"), direct, ALWAYS));
        answer(store().put(at("read-only"), readOnly, ALWAYS));

        assertThat(text(answer(store().get(at("direct"))).bytes())).isEqualTo("234");
        assertThat(text(answer(store().get(at("read-only"))).bytes())).isEqualTo("3456");
        assertThat(direct.remaining()).isEqualTo(3);
        assertThat(readOnly.remaining()).isEqualTo(4);
    }

    @Test
    protected void writesIfAbsentOnlyWhereNothingIs() {
        answer(store().put(at("a"), buffer("first"), IF_ABSENT));

        assertThat(failure(store().put(at("a"), buffer("second"), IF_ABSENT))).isEqualTo(PRECONDITION_FAILED);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("first");
    }

    @Test
    protected void writesIfMatchOnlyOverThatVersion() {
        String first = put("a", "first");
        String second = answer(store().put(at("a"), buffer("second"), new IfMatch(first)));

        assertThat(failure(store().put(at("a"), buffer("third"), new IfMatch(first))))
                .isEqualTo(PRECONDITION_FAILED);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("second");
        assertThat(answer(store().head(at("a"))).etag()).isEqualTo(second);
    }

    @Test
    protected void writesNothingIfMatchWhereNothingIs() {
        assertThat(failure(store().put(at("a"), buffer("text"), new IfMatch("5d41402abc4b2a76b9719d911017c592"))))
                .isIn(NOT_FOUND, PRECONDITION_FAILED);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
    }

    @Test
    protected void letsOneOfManyWritersWin() {
        List<Outcome> absent = race(i -> store().put(at("a"), buffer("writer " + i), IF_ABSENT));
        assertOneWon(absent);

        // Other words than before: the same content may have the same ETag, and then the match still holds.
        String etag = answer(store().head(at("a"))).etag();
        List<Outcome> match = race(i -> store().put(at("a"), buffer("successor " + i), new IfMatch(etag)));
        int winner = assertOneWon(match);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("successor " + winner);
    }

    // Deleting

    @Test
    protected void deletesWhatIsThereAndIsContentWithWhatIsNot() {
        put("a/1", "one");
        put("a/2", "two");
        put("a/3", "three");

        answer(store().delete(List.of(at("a/1"), at("a/3"), at("b/none"))));
        answer(store().delete(List.of(at("a/1"))));
        answer(store().delete(List.of()));

        assertThat(keys("")).containsExactly("a/2");
    }

    @Test
    protected void deletesAndListsMoreThanOneRequestHolds() {
        List<Location> many = IntStream.range(0, moreThanAPage())
                .mapToObj("many/%04d"::formatted)
                .map(this::at)
                .toList();
        Multi.createFrom()
                .iterable(many)
                .onItem()
                .transformToUni(each -> store().put(each, buffer("x"), ALWAYS))
                .merge(16)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(keys("many/")).isEqualTo(many.stream().map(Location::key).toList());
        answer(store().delete(many));
        assertThat(keys("")).isEmpty();
    }

    // Listing

    @Test
    protected void listsByTheBytesOfKeys() {
        var ordered = List.of("a!", "a-b/c", "a.b", "a/b/c", "a/b0", "a/bc", "a0", "aB", "ab", "b\u00e9", "b\uffee");
        var shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(4));
        shuffled.forEach(key -> put(key, "x"));

        assertThat(keys("")).isEqualTo(ordered);
    }

    @Test
    protected void listsByBytesWhereUtf16WouldOrderOtherwise() {
        put("b\ud83d\ude00", "x");
        put("b\uffee", "x");

        assertThat(keys("b")).containsExactly("b\uffee", "b\ud83d\ude00");
    }

    @Test
    protected void listsWhatBeginsWithAPrefix() {
        Stream.of("a", "t/x=1/a", "t/x=1/b", "t/x=10/a", "t/x=2/a", "t-2/a").forEach(key -> put(key, "x"));

        assertThat(keys("t/x=1/")).containsExactly("t/x=1/a", "t/x=1/b");
        assertThat(keys("t/x=1")).containsExactly("t/x=1/a", "t/x=1/b", "t/x=10/a");
        assertThat(keys("t")).containsExactly("t-2/a", "t/x=1/a", "t/x=1/b", "t/x=10/a", "t/x=2/a");
        assertThat(keys("t/x=2/a")).containsExactly("t/x=2/a");
        assertThat(keys("t/x=3/")).isEmpty();
        assertThat(keys("a/")).isEmpty();
    }

    @Test
    protected void listsObjectsAsTheyAreDescribed() {
        put("a", "hello");

        assertThat(all(store().list(bucket(), ""))).containsExactly(answer(store().head(at("a"))));
    }

    @Test
    protected void listsNoMoreThanIsAskedFor() {
        Stream.of("a", "b", "c", "d", "e").forEach(key -> put(key, "x"));

        AssertSubscriber<ObjectInfo> lister =
                store().list(bucket(), "").subscribe().withSubscriber(AssertSubscriber.create(2));
        lister.awaitItems(2, PATIENCE).assertNotTerminated();
        assertThat(lister.getItems()).hasSize(2);

        lister.request(3).awaitCompletion(PATIENCE);
        assertThat(lister.getItems()).hasSize(5);
    }

    static Stream<String> oddKeys() {
        return Stream.of(
                "with space/and two  spaces",
                "plus+plus/a+b",
                "percent%/100%25/%2F",
                "d=2026-11-21/h=a%20b/part-000000.parquet",
                "\u00fcml\u00e4ut/\u65e5\u672c/\ud83d\ude00.json",
                "a&b=c;d?e#f@g,h$i'j(k)l!m*n~o:p",
                "quote\"and<angle>",
                "back\\slash");
    }

    @ParameterizedTest
    @MethodSource("oddKeys")
    protected void takesOddKeys(String key) {
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

    // Multipart uploads

    @Test
    protected void makesPartsAnObject() {
        byte[] first = random(MIN_PART_BYTES);
        byte[] second = random(MIN_PART_BYTES + 17);
        byte[] last = random(5);
        Upload upload = answer(store().createUpload(at("a")));

        var parts = new ArrayList<Upload.Part>();
        parts.add(answer(store().uploadPart(upload, 9, ByteBuffer.wrap(last))));
        answer(store().uploadPart(upload, 1, ByteBuffer.wrap(random(MIN_PART_BYTES))));
        parts.addFirst(answer(store().uploadPart(upload, 4, ByteBuffer.wrap(second))));
        parts.addFirst(answer(store().uploadPart(upload, 1, ByteBuffer.wrap(first))));
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
        assertThat(keys("")).isEmpty();
        String etag = answer(store().complete(upload, parts, ALWAYS));

        assertThat(parts).extracting(Upload.Part::number).containsExactly(1, 4, 9);
        ObjectStore.Content content = answer(store().get(at("a")));
        assertThat(content.info().etag()).isEqualTo(etag);
        assertThat(content.bytes())
                .isEqualTo(ByteBuffer.wrap(
                        join(List.of(ByteBuffer.wrap(first), ByteBuffer.wrap(second), ByteBuffer.wrap(last)))));
    }

    @Test
    protected void datesAMultipartObjectByTheStartOfItsUpload() {
        Upload upload = answer(store().createUpload(at("upload")));
        passTime();
        put("put", "x");
        Instant putAt = answer(store().head(at("put"))).lastModified();
        passTime();
        complete(upload, ALWAYS, random(3));

        ObjectInfo info = answer(store().head(at("upload")));
        assertThat(info.lastModified()).isBefore(putAt);
        assertThat(info.lastModified()).isEqualTo(info.lastModified().truncatedTo(SECONDS));
        assertThat(all(store().list(bucket(), "upload"))).containsExactly(info);
    }

    @Test
    protected void appendsByCopyingTheOldObject() {
        byte[] old = random(MIN_PART_BYTES + 1);
        String etag = answer(store().put(at("head"), ByteBuffer.wrap(old), ALWAYS));

        Upload upload = answer(store().createUpload(at("head")));
        Upload.Part copied = answer(store().copyPart(upload, 1, at("head"), ByteRange.whole(old.length), etag));
        Upload.Part added = answer(store().uploadPart(upload, 2, buffer("more")));
        answer(store().complete(upload, List.of(copied, added), new IfMatch(etag)));

        assertThat(answer(store().get(at("head"))).bytes())
                .isEqualTo(ByteBuffer.wrap(join(List.of(ByteBuffer.wrap(old), buffer("more")))));
        assertThat(failure(store().read(at("head"), new ByteRange(0, 1), etag))).isEqualTo(PRECONDITION_FAILED);
    }

    @Test
    protected void copiesRangesOfOtherObjects() {
        byte[] source = random(3 * MIN_PART_BYTES);
        String etag = answer(store().put(at("source"), ByteBuffer.wrap(source), ALWAYS));

        Upload upload = answer(store().createUpload(at("target")));
        var middle = new ByteRange(1_234_567, MIN_PART_BYTES + 3);
        var end = new ByteRange(source.length - 10, 10);
        List<Upload.Part> parts = List.of(
                answer(store().copyPart(upload, 1, at("source"), middle, etag)),
                answer(store().copyPart(upload, 2, at("source"), end, etag)));
        answer(store().complete(upload, parts, IF_ABSENT));

        assertThat(answer(store().get(at("target"))).bytes())
                .isEqualTo(ByteBuffer.wrap(join(List.of(
                        ByteBuffer.wrap(source, (int) middle.offset(), (int) middle.length()),
                        ByteBuffer.wrap(source, (int) end.offset(), (int) end.length())))));
    }

    @Test
    protected void copiesNoOtherVersion() {
        byte[] source = random(MIN_PART_BYTES + 1);
        String old = answer(store().put(at("source"), ByteBuffer.wrap(source), ALWAYS));
        answer(store().put(at("source"), ByteBuffer.wrap(random(MIN_PART_BYTES + 1)), ALWAYS));
        Upload upload = answer(store().createUpload(at("target")));

        assertThat(failure(store().copyPart(upload, 1, at("source"), ByteRange.whole(source.length), old)))
                .isEqualTo(PRECONDITION_FAILED);
        assertThat(failure(store().copyPart(upload, 1, at("none"), ByteRange.whole(source.length), old)))
                .isEqualTo(NOT_FOUND);
    }

    @Test
    protected void copiesNoRangeOfASmallObject() {
        String etag = answer(store().put(at("source"), ByteBuffer.wrap(random(MIN_PART_BYTES)), ALWAYS));
        Upload upload = answer(store().createUpload(at("target")));

        assertThat(failure(store().copyPart(upload, 1, at("source"), new ByteRange(0, 100), etag)))
                .isEqualTo(REFUSED);
    }

    @Test
    protected void refusesASmallPartThatIsNotTheLast() {
        Upload upload = answer(store().createUpload(at("a")));
        List<Upload.Part> parts = List.of(
                answer(store().uploadPart(upload, 1, ByteBuffer.wrap(random(MIN_PART_BYTES - 1)))),
                answer(store().uploadPart(upload, 2, buffer("last"))));

        assertThat(failure(store().complete(upload, parts, ALWAYS))).isEqualTo(REFUSED);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
    }

    @Test
    protected void refusesAPartThatWasNotUploaded() {
        Upload upload = answer(store().createUpload(at("a")));
        Upload.Part part = answer(store().uploadPart(upload, 1, buffer("part")));

        assertThat(failure(store().complete(upload, List.of(part, new Upload.Part(2, part.etag())), ALWAYS)))
                .isEqualTo(REFUSED);
    }

    @Test
    protected void completesIfAbsentOnlyWhereNothingIs() {
        String etag = put("a", "there");
        Upload upload = answer(store().createUpload(at("a")));
        List<Upload.Part> parts = List.of(answer(store().uploadPart(upload, 1, buffer("part"))));

        assertThat(failure(store().complete(upload, parts, IF_ABSENT))).isEqualTo(PRECONDITION_FAILED);

        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("there");
        assertThat(pending("")).containsExactly(upload);
        answer(store().complete(upload, parts, new IfMatch(etag)));
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("part");
        assertThat(pending("")).isEmpty();
    }

    @Test
    protected void completesIfMatchOnlyOverThatVersion() {
        String old = put("a", "old");
        put("a", "newer");
        Upload upload = answer(store().createUpload(at("a")));
        List<Upload.Part> parts = List.of(answer(store().uploadPart(upload, 1, buffer("part"))));

        assertThat(failure(store().complete(upload, parts, new IfMatch(old)))).isEqualTo(PRECONDITION_FAILED);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("newer");
        assertThat(pending("")).containsExactly(upload);

        answer(store().delete(List.of(at("a"))));
        assertThat(failure(store().complete(upload, parts, new IfMatch(old)))).isIn(NOT_FOUND, PRECONDITION_FAILED);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
    }

    @Test
    protected void letsOneOfManyUploadsWin() {
        String etag = put("a", "old");
        List<Upload> uploads = IntStream.range(0, 16)
                .mapToObj(_ -> answer(store().createUpload(at("a"))))
                .toList();
        List<Upload.Part> parts = IntStream.range(0, 16)
                .mapToObj(i -> answer(store().uploadPart(uploads.get(i), 1, buffer("upload " + i))))
                .toList();

        List<Outcome> outcomes = race(i -> store().complete(uploads.get(i), List.of(parts.get(i)), new IfMatch(etag)));

        int winner = assertOneWon(outcomes);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("upload " + winner);
    }

    @Test
    protected void abortsAnUploadOnceOrTwice() {
        Upload upload = answer(store().createUpload(at("a")));
        Upload.Part part = answer(store().uploadPart(upload, 1, buffer("part")));

        answer(store().abort(upload));
        answer(store().abort(upload));

        assertThat(pending("")).isEmpty();
        assertThat(failure(store().complete(upload, List.of(part), ALWAYS))).isEqualTo(NO_SUCH_UPLOAD);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
    }

    @Test
    protected void knowsACompletedUploadNoMore() {
        Upload upload = answer(store().createUpload(at("a")));
        Upload.Part part = answer(store().uploadPart(upload, 1, buffer("part")));
        answer(store().complete(upload, List.of(part), ALWAYS));

        assertThat(failure(store().complete(upload, List.of(part), ALWAYS))).isEqualTo(NO_SUCH_UPLOAD);
        answer(store().abort(upload));

        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("part");
    }

    @Test
    protected void takesNoPartsOfAnUploadThatIsGone() {
        String source = answer(store().put(at("source"), ByteBuffer.wrap(random(MIN_PART_BYTES + 1)), ALWAYS));
        Upload upload = answer(store().createUpload(at("a")));
        complete(upload, ALWAYS, random(10));

        assertThat(failure(store().uploadPart(upload, 2, buffer("more")))).isEqualTo(NO_SUCH_UPLOAD);
        assertThat(failure(store().copyPart(upload, 2, at("source"), new ByteRange(0, 10), source)))
                .isEqualTo(NO_SUCH_UPLOAD);
    }

    @Test
    protected void listsPendingUploadsByPrefix() {
        Upload one = answer(store().createUpload(at("tables/a")));
        Upload other = answer(store().createUpload(at("tables/a")));
        Upload later = answer(store().createUpload(at("tables/b")));
        answer(store().createUpload(at("staged/a")));

        assertThat(pending("tables/")).containsExactlyInAnyOrder(one, other, later);
        assertThat(pending("tables/b")).containsExactly(later);
        assertThat(pending("none")).isEmpty();
        assertThat(all(store().listUploads(bucket(), "")))
                .hasSize(4)
                .extracting(upload -> upload.upload().target().key())
                .containsExactly("staged/a", "tables/a", "tables/a", "tables/b");
    }

    // In short

    protected final Location at(String key) {
        return new Location(bucket(), key);
    }

    protected final String put(String key, String text) {
        return answer(store().put(at(key), buffer(text), ALWAYS));
    }

    protected final String complete(Upload upload, Condition condition, byte[] onlyPart) {
        Upload.Part part = answer(store().uploadPart(upload, 1, ByteBuffer.wrap(onlyPart)));
        return answer(store().complete(upload, List.of(part), condition));
    }

    protected final List<String> keys(String prefix) {
        return all(store().list(bucket(), prefix)).stream()
                .map(info -> info.location().key())
                .toList();
    }

    private List<Upload> pending(String prefix) {
        return all(store().listUploads(bucket(), prefix)).stream()
                .map(PendingUpload::upload)
                .toList();
    }

    protected static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    protected static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    /// Other bytes at each call, the same in each run of a test.
    protected final byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    protected static byte[] join(List<ByteBuffer> buffers) {
        var all = new ByteArrayOutputStream();
        for (ByteBuffer buffer : buffers) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    protected static <T> T answer(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    protected static <T> List<T> all(Multi<T> call) {
        return answer(call.collect().asList());
    }

    /// Why a call failed, by a [StoreException] through its result.
    protected static Reason failure(Uni<?> call) {
        Throwable failure = call.subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(PATIENCE)
                .getFailure();
        assertThat(failure).isInstanceOf(StoreException.class);
        return ((StoreException) failure).reason();
    }

    protected static Reason failure(Multi<?> call) {
        return failure(call.collect().asList());
    }

    private record Outcome(int writer, Optional<StoreException> lost) {}

    /// The outcomes of sixteen writers that start together.
    private static List<Outcome> race(IntFunction<Uni<String>> writer) {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Uni<Outcome>> writers = IntStream.range(0, 16)
                    .mapToObj(i -> writer.apply(i)
                            .map(_ -> new Outcome(i, Optional.empty()))
                            .onFailure(StoreException.class)
                            .recoverWithItem(e -> new Outcome(i, Optional.of(e)))
                            .runSubscriptionOn(threads))
                    .toList();
            return answer(Uni.join().all(writers).andFailFast());
        }
    }

    /// By what writers may lose a race.
    protected Set<Reason> mayLoseBy() {
        return Set.of(PRECONDITION_FAILED, CONFLICT, NOT_FOUND);
    }

    private int assertOneWon(List<Outcome> outcomes) {
        assertThat(outcomes).filteredOn(outcome -> outcome.lost().isEmpty()).hasSize(1);
        assertThat(outcomes)
                .flatExtracting(outcome -> outcome.lost().stream().toList())
                .allSatisfy(e -> assertThat(e.reason()).as(e.getMessage()).isIn(mayLoseBy()));
        return outcomes.stream()
                .filter(outcome -> outcome.lost().isEmpty())
                .findFirst()
                .orElseThrow()
                .writer();
    }
}
