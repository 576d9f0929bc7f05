package io.lamella.pipeline;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.Condition.IF_ABSENT;
import static io.lamella.pipeline.ObjectStore.MIN_PART_BYTES;
import static io.lamella.pipeline.StoreCalls.all;
import static io.lamella.pipeline.StoreCalls.answer;
import static io.lamella.pipeline.StoreCalls.buffer;
import static io.lamella.pipeline.StoreCalls.failure;
import static io.lamella.pipeline.StoreCalls.join;
import static io.lamella.pipeline.StoreCalls.text;
import static io.lamella.pipeline.StoreException.Reason.NOT_FOUND;
import static io.lamella.pipeline.StoreException.Reason.NO_SUCH_UPLOAD;
import static io.lamella.pipeline.StoreException.Reason.PRECONDITION_FAILED;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition.IfMatch;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How objects are made of parts.
interface UploadContract extends StoreUnderTest {
    @Test
    default void makesPartsAnObject() {
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
    default void datesAMultipartObjectByTheStartOfItsUpload() {
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
    default void appendsByCopyingTheOldObject() {
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
    default void copiesRangesOfOtherObjects() {
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
    default void copiesNoOtherVersion() {
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
    default void copiesNoRangeOfASmallObject() {
        String etag = answer(store().put(at("source"), ByteBuffer.wrap(random(MIN_PART_BYTES)), ALWAYS));
        Upload upload = answer(store().createUpload(at("target")));

        assertThat(failure(store().copyPart(upload, 1, at("source"), new ByteRange(0, 100), etag)))
                .isEqualTo(REFUSED);
    }

    @Test
    default void refusesASmallPartThatIsNotTheLast() {
        Upload upload = answer(store().createUpload(at("a")));
        List<Upload.Part> parts = List.of(
                answer(store().uploadPart(upload, 1, ByteBuffer.wrap(random(MIN_PART_BYTES - 1)))),
                answer(store().uploadPart(upload, 2, buffer("last"))));

        assertThat(failure(store().complete(upload, parts, ALWAYS))).isEqualTo(REFUSED);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
    }

    @Test
    default void refusesAPartThatWasNotUploaded() {
        Upload upload = answer(store().createUpload(at("a")));
        Upload.Part part = answer(store().uploadPart(upload, 1, buffer("part")));

        assertThat(failure(store().complete(upload, List.of(part, new Upload.Part(2, part.etag())), ALWAYS)))
                .isEqualTo(REFUSED);
    }

    @Test
    default void completesIfAbsentOnlyWhereNothingIs() {
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
    default void completesIfMatchOnlyOverThatVersion() {
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
    default void letsOneOfManyUploadsWin() {
        String etag = put("a", "old");
        List<Upload> uploads = IntStream.range(0, 16)
                .mapToObj(_ -> answer(store().createUpload(at("a"))))
                .toList();
        List<Upload.Part> parts = IntStream.range(0, 16)
                .mapToObj(i -> answer(store().uploadPart(uploads.get(i), 1, buffer("upload " + i))))
                .toList();

        int winner = winner(i -> store().complete(uploads.get(i), List.of(parts.get(i)), new IfMatch(etag)));

        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("upload " + winner);
    }

    @Test
    default void abortsAnUploadOnceOrTwice() {
        Upload upload = answer(store().createUpload(at("a")));
        Upload.Part part = answer(store().uploadPart(upload, 1, buffer("part")));

        answer(store().abort(upload));
        answer(store().abort(upload));

        assertThat(pending("")).isEmpty();
        assertThat(failure(store().complete(upload, List.of(part), ALWAYS))).isEqualTo(NO_SUCH_UPLOAD);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
    }

    @Test
    default void knowsACompletedUploadNoMore() {
        Upload upload = answer(store().createUpload(at("a")));
        Upload.Part part = answer(store().uploadPart(upload, 1, buffer("part")));
        answer(store().complete(upload, List.of(part), ALWAYS));

        assertThat(failure(store().complete(upload, List.of(part), ALWAYS))).isEqualTo(NO_SUCH_UPLOAD);
        answer(store().abort(upload));

        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("part");
    }

    @Test
    default void takesNoPartsOfAnUploadThatIsGone() {
        String source = answer(store().put(at("source"), ByteBuffer.wrap(random(MIN_PART_BYTES + 1)), ALWAYS));
        Upload upload = answer(store().createUpload(at("a")));
        complete(upload, ALWAYS, random(10));

        assertThat(failure(store().uploadPart(upload, 2, buffer("more")))).isEqualTo(NO_SUCH_UPLOAD);
        assertThat(failure(store().copyPart(upload, 2, at("source"), new ByteRange(0, 10), source)))
                .isEqualTo(NO_SUCH_UPLOAD);
    }

    @Test
    default void listsPendingUploadsByPrefix() {
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

    private List<Upload> pending(String prefix) {
        return all(store().listUploads(bucket(), prefix)).stream()
                .map(PendingUpload::upload)
                .toList();
    }
}
