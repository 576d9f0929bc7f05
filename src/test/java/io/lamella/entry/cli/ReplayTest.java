package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that come back from quarantine, over a folder, from the first mistake to the table.
class ReplayTest {
    @TempDir
    private Path root;

    private void configure(String type) throws IOException {
        configure(type, "csv");
    }

    private void configure(String type, String format) throws IOException {
        Files.writeString(root.resolve("lamella.yaml"), """
                lake: {bucket: lake}
                datasets:
                  events:
                    source: s3://landing/**
                    format: %s
                    columns: {id: %s required, name: string}
                """.formatted(format, type));
    }

    private Outcome run(String... words) {
        var all = new ArrayList<Object>(List.of(words));
        all.addAll(List.of("--config", root.resolve("lamella.yaml"), "--root", root));
        return lamella(all.toArray());
    }

    private int rows() throws IOException {
        var checked = run("verify", "events", "--json");
        assertThat(checked.exitCode()).as(checked.out() + checked.err()).isZero();
        return checked.json().path("rows").asInt();
    }

    @Test
    void replaysRowsIntoTheTableOnce() throws IOException {
        configure("int8");
        Files.createDirectories(root.resolve("landing"));
        Files.writeString(root.resolve("landing/a.csv"), "id,name\n1,x\n300,\"y\nz\"\n400,z\n");
        assertThat(run("backfill", "s3://landing", "--dataset", "events").exitCode())
                .isZero();
        assertThat(rows()).isEqualTo(1);
        assertThat(run("replay", "--dataset", "events").out())
                .contains("0 files replayed, 0 before, 1 without another configuration since");

        configure("int32");
        var told = run("replay", "--dataset", "events", "--dry-run");
        assertThat(told.exitCode()).as(told.err()).isZero();
        assertThat(told.out()).contains("2 rows would be replayed", "1 file would be replayed");
        assertThat(root.resolve("lake/replays")).doesNotExist();

        var replayed = run("replay", "--dataset", "events", "--json");
        assertThat(replayed.exitCode()).as(replayed.err()).isZero();
        assertThat(replayed.json().at("/files/0/rows").asInt()).isEqualTo(2);
        assertThat(rows()).isEqualTo(3);
        assertThat(run("replay", "--dataset", "events").out()).contains("0 files replayed, 1 before");
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void replaysRecordsOfAJsonDocument() throws IOException {
        var format = "{type: json, records: Records}";
        configure("int8", format);
        Files.createDirectories(root.resolve("landing"));
        Files.writeString(
                root.resolve("landing/a.json"), "{\"Records\": [{\"id\": 1},\n{\"id\": 300,\n\"name\": \"]\"}, 7]}");
        assertThat(run("backfill", "s3://landing", "--dataset", "events").exitCode())
                .isZero();
        assertThat(rows()).isEqualTo(1);
        assertThat(quarantined())
                .contains(
                        "\"line\":2,\"record\":2,\"byteOffset\":24,\"raw\":\"{\\\"id\\\": 300,\\n\\\"name\\\": \\\"]\\\"}\"")
                .contains("\"line\":3,\"record\":3,\"byteOffset\":50,\"raw\":\"7\"");

        configure("int32", format);
        assertThat(run("replay", "--dataset", "events", "--json")
                        .json()
                        .at("/files/0/rows")
                        .asInt())
                .isEqualTo(2);
        assertThat(rows()).isEqualTo(2);
    }

    private String quarantined() throws IOException {
        try (var files = Files.walk(root.resolve("lake/quarantine"))) {
            return Files.readString(
                    files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
    }

    @Test
    void refusesAJsonDocumentThatIsCutShort() throws IOException {
        configure("int8", "{type: json, records: Records}");
        Files.createDirectories(root.resolve("landing"));
        Files.writeString(root.resolve("landing/a.json"), "{\"Records\": [{\"id\": 1}, {\"id\"");
        run("backfill", "s3://landing", "--dataset", "events");

        assertThat(run("status", "s3://landing/a.json").out())
                .contains("s3://landing/a.json", "line 1, byte 24 of", "Let it land again as a whole");
        assertThat(root.resolve("lake/tables/events")).doesNotExist();
    }

    @Test
    void saysWhatCannotBeReplayed() throws IOException {
        configure("int8");
        Files.createDirectories(root.resolve("landing"));
        Files.writeString(root.resolve("landing/a.csv"), "id,name\n1,x\n300,y\n");
        run("backfill", "s3://landing", "--dataset", "events");
        Files.delete(root.resolve("landing/a.csv"));
        configure("int32");

        var shown = run("replay", "--dataset", "events");
        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out())
                .contains("stays: the header that its rows had is gone with s3://landing/a.csv", "1 cannot be");
    }
}
