package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A lake in a folder with one dataset, `t`, that results of queries are exported to, and DuckDB reads.
final class ExportLake {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final Path root;
    private String peak = "unknown";

    ExportLake(Path folder) throws IOException {
        this.folder = folder;
        this.root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("lake"));
    }

    Path root() {
        return root;
    }

    Path config() {
        return folder.resolve("lamella.yaml");
    }

    void columns(String columns) throws IOException {
        Files.writeString(config(), """
                lake: {bucket: lake}
                datasets:
                  t:
                    source: s3://nowhere/**
                    row-group-size: 8MiB
                    columns:
                %s
                """.formatted(columns.indent(6)));
    }

    List<String> arguments(DatabaseServer server, String query, String run, String... more) {
        var arguments = new ArrayList<>(List.of(
                "export",
                "--jdbc",
                server.url(),
                "--user",
                DatabaseServer.USER,
                "--password-file",
                DatabaseServer.PASSWORD_FILE.toString(),
                "--query",
                query,
                "--dataset",
                "t",
                "--run-id",
                run,
                "--config",
                config().toString(),
                "--root",
                root.toString(),
                "--json"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    Outcome export(DatabaseServer server, String query, String run, String... more) {
        return lamella(arguments(server, query, run, more).toArray());
    }

    /// The first column of what DuckDB answers about the table `t`.
    List<String> duckDb(String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            statement.execute("create view t as select * from read_parquet('" + root + "/lake/tables/t/*.parquet')");
            var answers = new ArrayList<String>();
            try (var rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    answers.add(rows.getString(1));
                }
            }
            return answers;
        }
    }

    void assertTable(String columns, String... rows) throws SQLException {
        assertThat(duckDb("select concat_ws('|', " + columns + ") from t")).containsExactly(rows);
    }

    static void assertCounts(JsonNode json, long read, long rows, long rejected) {
        assertThat(json.path("rowsRead").asLong()).isEqualTo(read);
        assertThat(json.path("rows").asLong()).isEqualTo(rows);
        assertThat(json.path("rejected").asLong()).isEqualTo(rejected);
    }

    List<String> reasons(JsonNode json) throws IOException {
        var reasons = new ArrayList<String>();
        for (var line : Files.readAllLines(
                root.resolve("lake").resolve(json.path("quarantine").asText()))) {
            var row = new ObjectMapper().readTree(line);
            reasons.add(row.path("line").asLong() + " " + row.path("reason").asText());
        }
        return reasons;
    }

    /// Starts the command as a process of its own, with little memory.
    Process start(DatabaseServer server, String query, String run) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.lamella.entry.cli.Main"));
        command.addAll(arguments(server, query, run));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /// What a process printed, when it has ended well. It prints too little to wait for its reader.
    Ended end(Process process) throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        await("the export ends").atMost(PATIENCE).until(() -> {
            peak = peak(status).orElse(peak);
            return !process.isAlive();
        });
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return new Ended(new ObjectMapper().readTree(process.getInputStream().readAllBytes()), peak);
    }

    /// @param peak the most memory that was resident
    record Ended(JsonNode json, String peak) {}

    private static Optional<String> peak(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.substring("VmHWM:".length()).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty();
        }
    }
}
