package io.lamella.entry.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapShareTest {
    private static final long MIB = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({"1500,4,175", "435,3,56", "217,1,60", "100,1,16", "8000,4,988"})
    void dividesTheHeap(long heapMib, int slices, long bufferMib) {
        var share = HeapShare.of(heapMib * MIB);

        assertThat(share.slices()).isEqualTo(slices);
        assertThat(share.bufferBytes() / MIB).isEqualTo(bufferMib);
    }
}
