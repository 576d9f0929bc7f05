package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.adapter.local.LocalStore;
import io.lamella.entry.LocalAws;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.PendingUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A lake with one dataset, `t`, that results of queries are exported to, and DuckDB reads.
final class ExportLake {
    static final String BUCKET = "lake";

    private final Path folder;
    private final Path root;
    private final Optional<LocalAws> aws;
    private final ObjectStore store;

    /// In a folder.
    ExportLake(Path folder) throws IOException {
        this(folder, Optional.empty());
    }

    /// In S3, in a bucket that is there. Only processes of their own find it, since they are told of it by their environment.
    ExportLake(Path folder, LocalAws aws) throws IOException {
        this(folder, Optional.of(aws));
    }

    private ExportLake(Path folder, Optional<LocalAws> aws) throws IOException {
        this.folder = folder;
        this.root = Files.createDirectories(folder.resolve("root"));
        this.aws = aws;
        this.store =
                aws.<ObjectStore>map(LocalAws::store).orElseGet(() -> new LocalStore(root, InstantSource.system()));
        Files.createDirectories(root.resolve(BUCKET));
    }

    List<PendingUpload> uploads() {
        return store.listUploads(BUCKET, "").collect().asList().await().indefinitely();
    }

    List<ObjectInfo> objects(String prefix) {
        return store.list(BUCKET, prefix).collect().asList().await().indefinitely();
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
                "--json"));
        if (aws.isEmpty()) {
            arguments.addAll(List.of("--root", root.toString()));
        }
        arguments.addAll(List.of(more));
        return arguments;
    }

    Outcome export(DatabaseServer server, String query, String run, String... more) {
        return lamella(arguments(server, query, run, more).toArray());
    }

    /// The first column of what DuckDB answers about the table `t`.
    List<String> duckDb(String query) throws IOException, SQLException {
        fetchTable();
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

    /// DuckDB's way to S3 is an extension, which it would have to download.
    private void fetchTable() throws IOException {
        if (aws.isEmpty()) {
            return;
        }
        for (var part : objects("tables/t/")) {
            var file = root.resolve(BUCKET).resolve(part.location().key());
            Files.createDirectories(file.getParent());
            try (var channel = Files.newByteChannel(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                channel.write(store.get(part.location()).await().indefinitely().bytes());
            }
        }
    }

    void assertTable(String columns, String... rows) throws IOException, SQLException {
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
    ExportProcess start(DatabaseServer server, String query, String run, String... more) throws IOException {
        return ExportProcess.start(
                arguments(server, query, run, more),
                aws.map(LocalAws::environment).orElse(Map.of()),
                folder);
    }
}
