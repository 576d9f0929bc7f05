package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `lamella export` says of options before it asks a database.
class ExportOptionsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void configure() throws IOException {
        new ExportLake(folder).columns("id: int32\n");
    }

    private Outcome export(String... options) {
        var words = new ArrayList<>(
                List.of("export", "--config", folder.resolve("lamella.yaml").toString()));
        words.addAll(List.of("--root", folder.resolve("root").toString()));
        words.addAll(List.of(options));
        return lamella(words.toArray());
    }

    private Outcome exportWith(String url, String query, String dataset, String run, String... more) {
        var options = new ArrayList<>(List.of("--jdbc", url, "--query", query));
        options.addAll(List.of("--dataset", dataset, "--run-id", run));
        options.addAll(List.of(more));
        return export(options.toArray(String[]::new));
    }

    private static void assertRefused(Outcome outcome, String... words) {
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains(words).doesNotContain("verySecret");
    }

    @Test
    void aRunHasToBeNamed() {
        assertRefused(export("--jdbc", "jdbc:postgresql://h/d", "--query", "select 1", "--dataset", "t"), "--run-id");
        assertRefused(
                exportWith("jdbc:postgresql://h/d", "select 1", "t", "a/b"),
                "--run-id must be 1 to 250 characters of ASCII without a slash but was 'a/b'");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotShown() {
        assertRefused(
                exportWith("jdbc:mysql://h/d?user=u&password=verySecret", "select 1", "t", "run"),
                "LAMELLA_JDBC_PASSWORD");
    }

    @Test
    void datasetZoneAndSizesAreLookedAt() {
        var url = "jdbc:postgresql://h/d";
        assertRefused(exportWith(url, "select 1", "other", "run"), "there is no dataset other");
        assertRefused(exportWith(url, "select 1", "t", "run", "--time-zone", "Mars"), "--time-zone must be a zone");
        assertRefused(exportWith(url, "select 1", "t", "run", "--fetch-size", "0"), "--fetch-size must be 1 to");
        assertRefused(exportWith(url, " ;; ", "t", "run"), "--query must be a statement, but is empty");
        assertRefused(exportWith(url, "@" + folder.resolve("no.sql"), "t", "run"), "there is no file");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() throws IOException {
        var password = Files.writeString(folder.resolve("password"), "verySecret\n");
        var url = "jdbc:postgresql://127.0.0.1:1/d?sslpassword=verySecret";

        assertRefused(
                exportWith(url, "select 1", "t", "run", "--user", "reader", "--password-file", password.toString()),
                "jdbc:postgresql://127.0.0.1:1/d?sslpassword=…: there is no connection as reader");
    }
}
