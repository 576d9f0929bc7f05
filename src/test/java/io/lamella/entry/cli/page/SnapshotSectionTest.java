package io.lamella.entry.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.parquet.FileInspection;
import io.lamella.core.table.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotSectionTest {
    private static final Snapshot COMMITTED = new Snapshot(200, 10, 1, 50, List.of());
    private static final Snapshot SEALED = new Snapshot(260, 10, 1, 60, List.of());

    @Test
    void aFooterThatSealsCommitsNoRows() {
        assertThat(section(SEALED, COMMITTED))
                .contains("Rows were committed to this part once.", "The other snapshots added no rows")
                .contains("Added by snapshot 2: no rows");
        assertThat(section(COMMITTED))
                .contains("Rows were committed to this part once.")
                .doesNotContain("The other snapshots", "no rows,");
    }

    /// @param snapshots the present one first
    private static String section(Snapshot... snapshots) {
        var inspection = new FileInspection(
                snapshots[0].length(), 10, "", snapshots[0].footerBytes(), 0, List.of(), List.of(), Map.of());
        var out = new Markup();
        new SnapshotSection(new PageContent(
                        "part", inspection, List.of(), List.of(), Optional.empty(), List.of(), List.of(snapshots)))
                .write(out);
        return out.toString();
    }
}
