package io.lamella.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeKeysTest {
    private final LakeKeys keys = new LakeKeys("lake/");

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 999_999, 1_000_000, 999_999_999})
    void partsAreNumbered(int number) {
        assertThat(keys.partNumber("t", "p=a", keys.part("t", "p=a", number))).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "part-99999999999.parquet",
                "part-0000001.parquet",
                "part-00001.parquet",
                "part-000001.parquet.tmp",
                "copy of part-000001.parquet",
                "b/part-000001.parquet"
            })
    void namesThatNoPartHasAreNone(String name) {
        assertThat(keys.partNumber("t", "p=a", keys.table("t", "p=a") + name)).isEmpty();
    }

    @Test
    void partsOfOtherPartitionsAreNone() {
        assertThat(keys.partNumber("t", "p=a", keys.part("t", "p=b", 1))).isEmpty();
    }
}
