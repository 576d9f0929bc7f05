package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.HeapShare;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.infra.FunctionSize.Heap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionSizeTest {
    private static final long MIB = 1024 * 1024;

    private static List<Dataset> datasets(String rowGroup) {
        return ConfigLoader.parse(
                        "lamella.yaml",
                        Deployment.EVENTS + "    part-size: 2GiB\n    row-group-size: " + rowGroup + "\n")
                .datasets();
    }

    private static FunctionSize ingest(Heap heap, String rowGroup) {
        return FunctionSize.ofIngest(heap, datasets(rowGroup), OptionalInt.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"64KiB", "32MiB", "64MiB", "100MiB", "128MiB", "256MiB", "512MiB", "900MiB"})
    void holdsARowGroupOfEverySlice(String rowGroup) {
        long bytes = datasets(rowGroup).getFirst().sizes().rowGroup();
        // Of 1,000 MB, Java gets 850 at most, and a native executable 750.
        long java = ingest(Heap.OF_JAVA, rowGroup).memoryMb() * MIB * 85 / 100;
        long executable = ingest(Heap.OF_NATIVE, rowGroup).memoryMb() * MIB * 75 / 100;
        assertThat(HeapShare.of(java).bufferBytes()).isGreaterThanOrEqualTo(bytes);
        assertThat(HeapShare.of(executable).bufferBytes()).isGreaterThanOrEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "OF_JAVA,64KiB,1769",
        "OF_JAVA,64MiB,1769",
        "OF_JAVA,256MiB,2560",
        "OF_JAVA,1GiB,9792",
        "OF_NATIVE,64KiB,1769",
        "OF_NATIVE,64MiB,1769",
        "OF_NATIVE,256MiB,2880",
        "OF_NATIVE,900MiB,9728"
    })
    void hasOneProcessorAtLeastAndNoMoreMemoryThanItNeeds(Heap heap, String rowGroup, int memoryMb) {
        assertThat(ingest(heap, rowGroup).memoryMb()).isEqualTo(memoryMb);
    }

    @Test
    void tellsThatARowGroupDoesNotFitInANativeExecutable() {
        assertThatThrownBy(() -> ingest(Heap.OF_NATIVE, "1GiB"))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "row-group-size must fit in a function of 10240 MB but is 1073741824 bytes; choose a smaller one,"
                                + " or the package for Java");
    }

    @ParameterizedTest
    @CsvSource({"64KiB,3", "64MiB,4", "256MiB,5", "1GiB,8"})
    void givesACommitTimeForItsRowGroups(String rowGroup, int minutes) {
        var size = FunctionSize.ofMerge(Heap.OF_JAVA, datasets(rowGroup), OptionalInt.empty());
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
        var size = FunctionSize.ofIngest(Heap.OF_JAVA, datasets("64MiB"), OptionalInt.of(memoryMb));
        assertThat(size.javaOptions()).isEqualTo(Optional.ofNullable(options));
    }
}
