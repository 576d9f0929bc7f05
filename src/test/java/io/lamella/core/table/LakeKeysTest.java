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
        assertThat(keys.partName("t", keys.part("t", "p=a", number))).contains(new LakeKeys.PartName("p=a", number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "part-99999999999.parquet",
                "part-0000001.parquet",
                "part-00001.parquet",
                "part-000001.parquet.tmp",
                "copy of part-000001.parquet"
            })
    void namesThatNoPartHasAreNone(String name) {
        assertThat(keys.partName("t", keys.table("t", "p=a") + name)).isEmpty();
    }

    @Test
    void partsOfOtherTablesAreNone() {
        assertThat(keys.partName("t", keys.part("u", "p=a", 1))).isEmpty();
    }

    @Test
    void partitionsHavePartsAndPartitions() {
        assertThat(keys.partName("t", keys.part("t", "", 1))).contains(new LakeKeys.PartName("", 1));
        assertThat(keys.partName("t", keys.part("t", "p=a/q=b", 1))).contains(new LakeKeys.PartName("p=a/q=b", 1));
    }
}
