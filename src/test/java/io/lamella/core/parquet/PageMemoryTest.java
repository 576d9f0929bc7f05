package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ByteBufferBackingArray") // Which array it is, is the question.
class PageMemoryTest {
    private final PageMemory memory = new PageMemory();

    private List<ByteBuffer> keep(String header, String body) {
        return memory.keep(sink(header), sink(body));
    }

    private static ByteSink sink(String text) {
        var sink = new ByteSink();
        byte[] bytes = text.getBytes(UTF_8);
        sink.put(bytes, 0, bytes.length);
        return sink;
    }

    private static String text(List<ByteBuffer> pieces) {
        return pieces.stream()
                .map(piece -> UTF_8.decode(piece.duplicate()).toString())
                .collect(Collectors.joining());
    }

    @Test
    void pagesOfTheFirstRowGroupAreInOnePieceEach() {
        assertThat(keep("head", "and body")).hasSize(1).allMatch(piece -> piece.array().length == 12);
        assertThat(keep("", "body")).hasSize(1);
        assertThat(text(keep("head", ""))).isEqualTo("head");
    }

    @Test
    void keepsEveryPageOfARowGroup() {
        var first = keep("h1", "first");
        var second = keep("h2", "second");

        assertThat(text(first)).isEqualTo("h1first");
        assertThat(text(second)).isEqualTo("h2second");
    }

    @Test
    void writesOverTheLastRowGroupBeforeItGrows() {
        var old = List.of(
                keep("h", "abcd").getFirst().array(),
                keep("h", "efgh").getFirst().array());
        memory.end();
        memory.reuse();

        var across = keep("head", "bod");
        var more = keep("x", "yz and so on");

        assertThat(text(across)).isEqualTo("headbod");
        assertThat(text(more)).isEqualTo("xyz and so on");
        assertThat(across).extracting(ByteBuffer::array).containsExactlyElementsOf(old);
        assertThat(more.getFirst().array()).isSameAs(old.getLast());
        assertThat(more).hasSize(2);
        assertThat(more.getLast().array()).hasSize(10);
    }

    @Test
    void leavesAloneWhatItWasNotGivenBack() {
        var kept = keep("h", "first");
        memory.end();
        keep("h", "other");
        memory.end();
        memory.reuse();

        keep("h", "third");

        assertThat(text(kept)).isEqualTo("hfirst");
    }
}
