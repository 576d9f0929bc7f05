package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.HeapShare;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionSizeTest {
    private static List<Dataset> datasets(String rowGroup) {
        return ConfigLoader.parse(
                        "lamella.yaml",
                        Deployment.EVENTS + "    part-size: 2GiB\n    row-group-size: " + rowGroup + "\n")
                .datasets();
    }

    private static FunctionSize ingest(String rowGroup) {
        return FunctionSize.ofIngest(datasets(rowGroup), OptionalInt.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"64KiB", "32MiB", "64MiB", "100MiB", "128MiB", "256MiB", "512MiB", "1GiB"})
    void holdsARowGroupOfEverySlice(String rowGroup) {
        var datasets = datasets(rowGroup);
        var share = HeapShare.of(FunctionSize.heapBytes(ingest(rowGroup).memoryMb()));
        assertThat(share.bufferBytes())
                .isGreaterThanOrEqualTo(datasets.getFirst().sizes().rowGroup());
    }

    @ParameterizedTest
    @CsvSource({"64KiB,1769", "64MiB,1769", "256MiB,2560", "1GiB,9792"})
    void hasOneProcessorAtLeastAndNoMoreMemoryThanItNeeds(String rowGroup, int memoryMb) {
        assertThat(ingest(rowGroup).memoryMb()).isEqualTo(memoryMb);
    }

    @ParameterizedTest
    @CsvSource({"64KiB,3", "64MiB,4", "256MiB,5", "1GiB,8"})
    void givesACommitTimeForItsRowGroups(String rowGroup, int minutes) {
        var size = FunctionSize.ofMerge(datasets(rowGroup), OptionalInt.empty());
        assertThat(size.timeout()).isEqualTo(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    512, -Xmx352m
                    1024, -Xmx864m
                    1088,
                    1769,
                    """)
    void leavesRoomBesideTheHeap(int memoryMb, @Nullable String options) {
        var size = FunctionSize.ofIngest(datasets("64MiB"), OptionalInt.of(memoryMb));
        assertThat(size.javaOptions()).isEqualTo(Optional.ofNullable(options));
    }
}
