package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Whether a configuration may be put to work on a lake.
class CheckTest extends SmallLake {
    @Test
    void tellsBeforeADeploymentWhetherColumnsGoTogether() throws IOException {
        assertThat(passed(config())).contains("ok       events  1 part, one set of columns\n");

        var bad = lamella("check", "events", "--config", withOtherColumns(), "--root", root);
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out())
                .contains("PROBLEM  events  1 part,", "1 part: datasets.events.columns: cannot be reconciled")
                .contains("column `price` is decimal(10,2) in the table and string in the configuration");
        var json = lamella("check", "--config", withOtherColumns(), "--root", root, "--json")
                .json();
        assertThat(json.path("ok").asBoolean(true)).isFalse();
        assertThat(json.at("/datasets/0/generations/0/conflicts")).hasSize(2);
    }

    @Test
    void tellsPartitionsThatChanged() throws IOException {
        var shown = lamella("check", "events", "--config", changed("day(at)", "month(at)"), "--root", root);

        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out())
                .contains("PROBLEM  events  1 part, one set of columns")
                .contains("1 part: datasets.events.partitions: cannot be reconciled")
                .contains("partition `date` is the month of `at` in the configuration and something else in the table");
    }

    @Test
    void tellsWhatAChangeDoesThatIsLetIn() throws IOException {
        assertThat(passed(changed("decimal(10,2)", "decimal(12,2)")))
                .contains(
                        "ok       events  1 part, one set of columns; the configured ones differ: open parts are sealed,"
                                + " and the next rows begin new ones\n");
    }

    @Test
    void tellsWhereItLookedForATableThatIsNotThere() throws IOException {
        Files.createDirectories(scratch.resolve("lake"));

        var shown = lamella("check", "--config", config(), "--root", scratch);

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .isEqualTo("  ok       events  no table yet at " + scratch.resolve("lake/tables/events/") + "\n");
    }

    @Test
    void givesAHintWhereASourceNamesOneObject() throws IOException {
        assertThat(passed(changed("events/**", "events")))
                .endsWith("  hint     events: s3://landing/events names one object; did you mean"
                        + " s3://landing/events/**?\n");
        assertThat(passed(changed("events/**", "events.csv"))).doesNotContain("hint");
    }

    /// The configuration of the lake, with a change.
    private Path changed(String before, String after) throws IOException {
        return Files.writeString(scratch.resolve("changed.yaml"), CONFIG.replace(before, after));
    }

    /// What is said of a configuration that may be put to work.
    private static String passed(Path config) {
        var shown = lamella("check", "--config", config, "--root", root);
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        return shown.out();
    }
}
