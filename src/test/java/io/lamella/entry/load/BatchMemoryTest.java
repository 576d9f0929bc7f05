package io.lamella.entry.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchMemoryTest {
    private static final long BYTES = 64 * 1024;

    private final BatchMemory memory = new BatchMemory(BYTES);
    private final BufferAllocator allocator = new RootAllocator(
            RootAllocator.configBuilder().allocationManagerFactory(memory).build());

    @AfterEach
    void close() {
        allocator.close();
        memory.close();
    }

    @Test
    void whatIsGivenBackIsUsedAgain() {
        var first = allocator.buffer(BYTES);
        long address = first.memoryAddress();
        first.close();

        try (var second = allocator.buffer(BYTES - 1)) {
            assertThat(second.memoryAddress()).isEqualTo(address);
            try (var third = allocator.buffer(BYTES)) {
                assertThat(third.memoryAddress()).as("of two at a time").isNotEqualTo(address);
            }
        }
    }

    @Test
    void isNotUsedForMoreThanIsThere() {
        allocator.buffer(BYTES).close();

        try (var larger = allocator.buffer(2 * BYTES)) {
            larger.setByte(2 * BYTES - 1, 1);
            assertThat(larger.capacity()).isEqualTo(2 * BYTES);
        }
    }

    @Test
    void nothingIsThereForNoBytes() {
        assertThat(allocator.getEmpty().capacity()).isZero();
        assertThat(allocator.buffer(0).capacity()).isZero();
    }
}
