package io.lamella.pipeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FetchBuffersTest {
    private static final int LENGTH = 1 << 20;

    private final FetchBuffers buffers = new FetchBuffers(4 * LENGTH);

    @Test
    void whatWasGivenBackIsLentAgain() {
        var first = buffers.lend(LENGTH);
        first.position(10);
        buffers.giveBack(first);

        var second = buffers.lend(LENGTH + LENGTH / 10);

        assertThat(second).isSameAs(first);
        assertThat(second.position()).isZero();
        assertThat(second.remaining()).isEqualTo(LENGTH + LENGTH / 10);
    }

    @Test
    void nothingIsLentTwice() {
        var first = buffers.lend(LENGTH);
        buffers.giveBack(first);
        buffers.giveBack(first);

        assertThat(buffers.lend(LENGTH)).isSameAs(first);
        assertThat(buffers.lend(LENGTH)).isNotSameAs(first);
    }

    /// A store that never asks for room would otherwise fill the memory with what it made by itself.
    @Test
    void noMoreIsTakenBackThanWasLent() {
        var foreign = ByteBuffer.allocate(LENGTH);
        buffers.giveBack(foreign);

        assertThat(buffers.lend(LENGTH)).isNotSameAs(foreign);
    }

    @Test
    void aBufferThatMayNotBeWrittenToIsLeftAlone() {
        var readOnly = ByteBuffer.allocate(LENGTH).asReadOnlyBuffer();
        buffers.lend(LENGTH);
        buffers.giveBack(readOnly);

        assertThat(buffers.lend(LENGTH)).isNotSameAs(readOnly);
    }

    @Test
    void aBufferThatIsTooShortOrMuchTooLongIsNotLent() {
        var given = buffers.lend(LENGTH);
        buffers.giveBack(given);

        assertThat(buffers.lend(2 * LENGTH)).isNotSameAs(given);
        assertThat(buffers.lend(LENGTH / 8)).isNotSameAs(given);
    }

    @Test
    void noMoreIsKeptThanAsked() {
        var small = buffers.lend(LENGTH);
        var large = buffers.lend(3 * LENGTH);
        buffers.giveBack(small);
        buffers.giveBack(large);

        assertThat(buffers.lend(LENGTH)).isSameAs(large);
        assertThat(buffers.lend(LENGTH)).isNotSameAs(small);
    }
}
