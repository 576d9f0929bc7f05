package io.lamella.pipeline;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.Condition.IF_ABSENT;
import static io.lamella.pipeline.StoreCalls.PATIENCE;
import static io.lamella.pipeline.StoreCalls.answer;
import static io.lamella.pipeline.StoreCalls.buffer;
import static io.lamella.pipeline.StoreCalls.failure;
import static io.lamella.pipeline.StoreCalls.text;
import static io.lamella.pipeline.StoreException.Reason.NOT_FOUND;
import static io.lamella.pipeline.StoreException.Reason.PRECONDITION_FAILED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.Condition.IfMatch;
import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How objects are written at once, and deleted.
interface WritingContract extends StoreUnderTest {
    @Test
    default void replacesAnObjectUnderANewEtag() {
        String first = put("a", "one");
        String second = put("a", "another");

        assertThat(second).isNotEqualTo(first);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("another");
    }

    @Test
    default void writesWhatRemainsInABufferAndLeavesItAlone() {
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
    default void writesIfAbsentOnlyWhereNothingIs() {
        answer(store().put(at("a"), buffer("first"), IF_ABSENT));

        assertThat(failure(store().put(at("a"), buffer("second"), IF_ABSENT))).isEqualTo(PRECONDITION_FAILED);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("first");
    }

    @Test
    default void writesIfMatchOnlyOverThatVersion() {
        String first = put("a", "first");
        String second = answer(store().put(at("a"), buffer("second"), new IfMatch(first)));

        assertThat(failure(store().put(at("a"), buffer("third"), new IfMatch(first))))
                .isEqualTo(PRECONDITION_FAILED);
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("second");
        assertThat(answer(store().head(at("a"))).etag()).isEqualTo(second);
    }

    @Test
    default void writesNothingIfMatchWhereNothingIs() {
        assertThat(failure(store().put(at("a"), buffer("text"), new IfMatch("5d41402abc4b2a76b9719d911017c592"))))
                .isIn(NOT_FOUND, PRECONDITION_FAILED);
        assertThat(failure(store().head(at("a")))).isEqualTo(NOT_FOUND);
    }

    @Test
    default void letsOneOfManyWritersWin() {
        winner(i -> store().put(at("a"), buffer("writer " + i), IF_ABSENT));

        // Other words than before: the same content may have the same ETag, and then the match still holds.
        String etag = answer(store().head(at("a"))).etag();
        int winner = winner(i -> store().put(at("a"), buffer("successor " + i), new IfMatch(etag)));
        assertThat(text(answer(store().get(at("a"))).bytes())).isEqualTo("successor " + winner);
    }

    @Test
    default void deletesWhatIsThereAndIsContentWithWhatIsNot() {
        put("a/1", "one");
        put("a/2", "two");
        put("a/3", "three");

        answer(store().delete(List.of(at("a/1"), at("a/3"), at("b/none"))));
        answer(store().delete(List.of(at("a/1"))));
        answer(store().delete(List.of()));

        assertThat(keys("")).containsExactly("a/2");
    }

    @Test
    default void deletesTheVersionThatIsMeantAndNoOther() {
        String first = put("a", "first");
        put("a", "second");
        String other = put("b", "other");

        assertThat(failure(store().delete(at("a"), first))).isEqualTo(PRECONDITION_FAILED);
        answer(store().delete(at("b"), other));
        answer(store().delete(at("b"), other));

        assertThat(keys("")).containsExactly("a");
    }

    @Test
    default void deletesAndListsMoreThanOneRequestHolds() {
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
}
