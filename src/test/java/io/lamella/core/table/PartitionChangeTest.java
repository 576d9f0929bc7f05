package io.lamella.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.PartitionField.Transform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionChangeTest {
    private static final PartitionField DATE = new PartitionField("date", "at", Transform.DAY);
    private static final PartitionField COUNTRY = new PartitionField("country", "country", Transform.IDENTITY);

    @Test
    void theSamePartitionsGoTogether() {
        assertThat(conflicts("")).isEmpty();
        assertThat(conflicts("date=2026-01-02/country=KR", DATE, COUNTRY)).isEmpty();
        assertThat(conflicts("date=2026-01-02/country=a%2Fb%3Dc ü", DATE, COUNTRY))
                .isEmpty();
        assertThat(conflicts("größe=1", new PartitionField("größe", "größe", Transform.IDENTITY)))
                .isEmpty();
        assertThat(conflicts("a%3Ab c=1", new PartitionField("a:b c", "a", Transform.IDENTITY)))
                .isEmpty();
    }

    @Test
    void tellsOtherFolders() {
        assertThat(conflicts("", DATE))
                .containsExactly("the table has no partitions and the configuration folders `date=…`");
        assertThat(conflicts("date=2026-01-02"))
                .containsExactly("the table has folders `date=…` and the configuration no partitions");
        assertThat(conflicts("date=2026-01-02", DATE, COUNTRY))
                .containsExactly("the table has folders `date=…` and the configuration folders `date=…/country=…`");
        assertThat(conflicts("country=KR/date=2026-01-02", DATE, COUNTRY)).hasSize(1);
        assertThat(conflicts("Country=KR", COUNTRY)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2026, YEAR", "2026-01, MONTH", "2026-01-02, DAY", "07, HOUR"})
    void valuesHaveTheFormOfTheirTransformAlone(String value, Transform form) {
        for (var transform : Transform.values()) {
            boolean fits = transform == form || transform == Transform.IDENTITY;
            assertThat(conflicts("p=" + value, new PartitionField("p", "at", transform)))
                    .as("%s as %s", value, transform)
                    .hasSize(fits ? 0 : 1);
        }
        assertThat(conflicts("date=2026-01", DATE))
                .containsExactly(
                        "partition `date` is the day of `at` in the configuration and something else in the table");
    }

    @ParameterizedTest
    @CsvSource({
        "YEAR, -099",
        "YEAR, %2B100",
        "MONTH, -0999-1",
        "MONTH, %2B10000-",
        "DAY, %2B10000-01-01",
        "DAY, -0999-12-31"
    })
    void yearsOfAnyLengthFit(Transform transform, String value) {
        assertThat(conflicts("p=" + value, new PartitionField("p", "at", transform)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"IDENTITY", "YEAR", "MONTH", "DAY", "HOUR"})
    void nullFitsEverywhere(Transform transform) {
        assertThat(conflicts("p=" + PartitionPath.NULL, new PartitionField("p", "at", transform)))
                .isEmpty();
    }

    private static List<String> conflicts(String there, PartitionField... configured) {
        return PartitionChange.conflicts(there, List.of(configured));
    }
}
