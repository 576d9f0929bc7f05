package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Tables that DuckDB writes, loaded into Arrow's formats and read by Arrow's own readers.
class LoadCommandTest {
    private static final int ROWS = 100_000;

    @TempDir
    static Path inputs;

    @TempDir
    Path scratch;

    @BeforeAll
    static void writeTheInputs() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var duckDb = connection.createStatement()) {
            duckDb.execute("""
                    copy (select i as id,
                                 case when i %% 7 = 0 then null else 'n' || i end as name,
                                 (i / 100.0)::decimal(10,2) as price,
                                 timestamp '2026-01-01' + to_seconds(i) as at,
                                 case when i %% 5 = 0 then null else [i, null, i + 1] end as list,
                                 {'a': i, 'b': ['x' || i]} as struct,
                                 map {'k': i} as map,
                                 date '2026-03-01' + (i // 50000)::int as day
                            from range(%d) t(i))
                    to '%s' (format parquet, partition_by (day), row_group_size 20000)""".formatted(ROWS, inputs.resolve("events")));
        }
    }

    @Test
    void listsWithoutReading() throws IOException {
        var shown = lamella("load", inputs.resolve("events"), "--list", "--json");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.json().path("files").asInt()).isEqualTo(2);
        assertThat(shown.json().path("bytes").asLong()).isEqualTo(bytes(inputs.resolve("events")));
    }

    @Test
    void doesNotReplaceWhatItLoads() throws IOException {
        var file = Files.copy(aFile(), scratch.resolve("events.parquet"));
        var before = Files.readAllBytes(file);

        var shown = lamella("load", file, "-o", scratch.resolve("./events.parquet"), "--format", "arrow");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("is a file that is read");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void replacesNoFileOfTheFolderThatItLoads() throws IOException {
        var folder = Files.createDirectories(scratch.resolve("root/bucket/table"));
        var file = Files.copy(aFile(), folder.resolve("a.parquet"));
        var part = Files.copy(aFile(), folder.resolve("b.part"));
        Files.createLink(folder.resolve("c.parquet"), file);

        for (var words : List.of(
                List.of(folder, "-o", file),
                List.of("s3://bucket/table", "--root", scratch.resolve("root"), "-o", file),
                List.of(folder, "--where", "id < 1", "-o", folder.resolve("c.parquet")),
                List.of(part, "-o", folder.resolve("b")))) {
            var shown = lamella(Stream.concat(Stream.of("load", "--format", "arrow"), words.stream())
                    .toArray());

            assertThat(shown.exitCode()).as("%s: %s", words, shown.err()).isEqualTo(2);
            assertThat(shown.err()).contains("is a file that is read", "name another file for the output");
        }
        assertThat(file).hasSameBinaryContentAs(aFile());
        assertThat(part).hasSameBinaryContentAs(aFile());
        assertThat(lamella("load", folder, "-o", folder.resolve("new.arrow")).exitCode())
                .isZero();
    }

    private static Path aFile() throws IOException {
        try (var parts = Files.walk(inputs.resolve("events"))) {
            return parts.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void loadsAFolderIntoOneArrowFile() throws IOException {
        var out = scratch.resolve("events.arrow");

        var shown = lamella("load", inputs.resolve("events"), "--output", out, "--json");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.json().path("rows").asLong()).isEqualTo(ROWS);
        assertThat(shown.json().path("written").asLong()).isEqualTo(Files.size(out));
        var rows = rowsOfFile(out);
        assertThat(rows).hasSize(ROWS);
        assertThat(rows.get(0))
                .isEqualTo("0 null 0.00 2026-01-01T00:00 null {\"a\":0,\"b\":[\"x0\"]} "
                        + "[{\"key\":\"k\",\"value\":0}] 20513");
        assertThat(rows.get(99_999))
                .isEqualTo("99999 n99999 999.99 2026-01-02T03:46:39 [99999,null,100000] "
                        + "{\"a\":99999,\"b\":[\"x99999\"]} [{\"key\":\"k\",\"value\":99999}] 20514");
    }

    @Test
    void loadsSomeColumnsInTheOrderThatIsWanted() throws IOException {
        var out = scratch.resolve("events.arrows");

        var shown = lamella(
                "load", inputs.resolve("events"), "-o", out, "--columns", "day,name", "--format", "arrow-stream");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        try (var allocator = new RootAllocator();
                var reader = new ArrowStreamReader(Files.newInputStream(out), allocator)) {
            assertThat(rows(reader))
                    .hasSize(ROWS)
                    .startsWith("20513 null", "20513 n1")
                    .endsWith("20514 n99999");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "o.csv,       , 'id\n3'",
        "o.NDJSON,    , '{\"id\":3}'",
        "o.jsonl,     , '{\"id\":3}'",
        "o.arrow,     , ARROW1",
        "o.feather,   , ARROW1",
        "o.ipc,       , ARROW1",
        "csv,         , ARROW1",
        "o.csv.gz, csv, 'id\n3'",
        "o.csv, ndjson, '{\"id\":3}'",
    })
    void tellsTheFormatByTheNameUnlessToldIt(String name, String format, String text) throws IOException {
        var out = scratch.resolve(name);
        var words = new ArrayList<Object>(
                List.of("load", inputs.resolve("events"), "-o", out, "--columns", "id", "--where", "id = 3"));
        if (format != null) {
            words.addAll(List.of("--format", format));
        }

        var shown = lamella(words.toArray());

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(Files.readString(out, StandardCharsets.ISO_8859_1)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv.gz", "x.parquet", "x.JSON", "x.xlsx", "x.7z"})
    void writesNoArrowUnderTheNameOfAnotherFormat(String name) {
        var out = scratch.resolve(name);

        var shown = lamella("load", inputs.resolve("events"), "-o", out);

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .contains("-o " + out + ": load writes no ."
                        + name.toLowerCase(Locale.ROOT).replaceFirst(".*\\.", "")
                        + "; say with --format what to write under that name (arrow, arrow-stream, csv, ndjson)");
        assertThat(out).doesNotExist();
    }

    @Test
    void namesTheColumnsThereAreIfOneIsMissing() {
        var shown = lamella("load", inputs.resolve("events"), "-o", scratch.resolve("x"), "--columns", "idd");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .contains("there is no column idd; there are id, name, price, at, list, struct, map, day");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aColumnIsNamedOnce() {
        var shown = lamella("load", inputs.resolve("events"), "-o", scratch.resolve("x"), "--columns", "id,name,id");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("column id is named twice; name it once");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aMistakeIsToldWithoutAllThatCouldHaveBeenWritten() {
        var shown = lamella("load", inputs.resolve("events"), "-o", scratch.resolve("x"), "--where", "idd = 1");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .endsWith(
                        "there is no column idd; there are id, name, price, at, list, struct, map, day%nsee lamella load --help%n"
                                .formatted())
                .doesNotContain("Usage:");
        assertThat(lamella("load", "x", "--formt", "csv").err())
                .contains("Unknown options: '--formt'")
                .doesNotContain("Usage:");
        assertThat(lamella().err()).contains("Missing command", "Usage: lamella", "load");
    }

    @Test
    void aConditionWithoutQuotesIsToldOfThem() {
        for (var condition : List.of("name = n5", "day = 2026-03-01")) {
            assertThat(lamella("load", inputs.resolve("events"), "--where", condition)
                            .err())
                    .as(condition)
                    .contains("stand in single quotes");
        }
    }

    @Test
    void aTerminalGetsNoBytesThatNobodyCanRead() {
        var err = new StringWriter();
        int exitCode = new CommandLine(new LoadCommand(() -> true))
                .setErr(new PrintWriter(err))
                .execute(inputs.resolve("events").toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("name a file with -o FILE, or pipe it into a program");
    }

    @Test
    void namesTheFolderThatIsMissing() {
        var shown = lamella("load", inputs.resolve("events"), "-o", scratch.resolve("none/x.arrow"));

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("there is no folder " + scratch.resolve("none") + "; make it");
    }

    @Test
    void namesFilesAsTheUserDid() throws IOException {
        var damaged = Files.writeString(scratch.resolve("damaged.parquet"), "this is no Parquet at all");

        assertThat(lamella("load", damaged, "-o", scratch.resolve("x")).err())
                .contains(damaged.toRealPath() + ": ")
                .doesNotContain("s3://");
        var empty = Files.createDirectory(scratch.resolve("empty"));
        assertThat(lamella("load", empty, "-o", scratch.resolve("x")).err())
                .contains("there is no Parquet file below " + empty.toRealPath() + "/")
                .doesNotContain("s3://");
    }

    @Test
    void saysHowManyFilesWereRead() throws IOException {
        var out = scratch.resolve("x");
        Object[] words = {"load", inputs.resolve("events"), "-o", out, "--where", "day = '2026-03-01' and id < 1"};
        var one = lamella(words);

        assertThat(one.out()).as(one.err()).startsWith("1 row out of 1 of 2 files of ");
        assertThat(lamella("load", inputs.resolve("events"), "-o", out).out())
                .startsWith("100,000 rows out of 2 files of ");
        assertThat(lamella("load", inputs.resolve("events/day=2026-03-01"), "--list")
                        .out())
                .startsWith("1 file, ");
    }

    private static List<String> rowsOfFile(Path file) throws IOException {
        try (var allocator = new RootAllocator();
                var reader = new ArrowFileReader(Files.newByteChannel(file), allocator)) {
            return rows(reader);
        }
    }

    private static List<String> rows(ArrowReader reader) throws IOException {
        var rows = new ArrayList<String>();
        var root = reader.getVectorSchemaRoot();
        while (reader.loadNextBatch()) {
            for (int row = 0; row < root.getRowCount(); row++) {
                var values = new ArrayList<String>();
                for (var vector : root.getFieldVectors()) {
                    values.add(String.valueOf(vector.getObject(row)));
                }
                rows.add(String.join(" ", values));
            }
        }
        return rows;
    }

    private static long bytes(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
