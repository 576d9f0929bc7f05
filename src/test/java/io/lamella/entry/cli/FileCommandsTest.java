package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands that need no lake: they read files of this machine and write one.
class FileCommandsTest {
    private static final String CONFIG = """
            lake:
              bucket: lake
            datasets:
              events:
                source: s3://landing/events/**
                columns:
                  id: int64 required
                  price: decimal(10,2)
                  at: timestamp(millis)
            """;

    @TempDir
    static Path inputs;

    @TempDir
    Path scratch;

    @BeforeAll
    static void writeTheInputs() throws IOException {
        Files.writeString(config(), CONFIG);
        Files.writeString(input("a.csv"), "id,price,at\n1,1.50,2026-01-01T10:00:00Z\n2,-7,2026-01-01T11:00:00Z\n");
        Files.writeString(input("b.csv"), "id,price,at\n3,10.00,2026-01-01T12:00:00Z\n4,much,2026-01-01T12:00:00Z\n");
    }

    private static Path config() {
        return input("lamella.yaml");
    }

    private static Path input(String name) {
        return inputs.resolve(name);
    }

    @Test
    void convertWritesOneFileAndPutsRejectedRowsBeside() throws IOException {
        var out = scratch.resolve("out.parquet");

        var shown = lamella("convert", input("b.csv"), out, "--config", config(), "--dataset", "events", "--json");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        var json = shown.json();
        assertThat(json.path("rows").asLong()).isEqualTo(1);
        assertThat(json.path("rejected").asLong()).isEqualTo(1);
        assertThat(json.path("outputBytes").asLong()).isEqualTo(Files.size(out));
        assertThat(ParquetFile.open(FileBytes.local(out)).footer().rows()).isEqualTo(1);
        assertThat(Files.readAllLines(scratch.resolve("out.parquet.rejected.ndjson")))
                .singleElement()
                .asString()
                .contains("\"line\":3");
    }

    @Test
    void convertFailsIfItTakesNoRowOfMany() throws IOException {
        var out = scratch.resolve("out.parquet");
        var in = Files.writeString(scratch.resolve("in.csv"), "id\none\ntwo\n");

        assertThat(lamella("convert", in, out, "--columns", "id:int64").exitCode())
                .isEqualTo(1);
        assertThat(ParquetFile.open(FileBytes.local(out)).footer().rows()).isZero();
        Files.writeString(in, "id\n");
        assertThat(lamella("convert", in, out, "--columns", "id:int64").exitCode())
                .isZero();
    }

    @Test
    void convertTellsOfColumnsWithoutAValue() throws IOException {
        var out = scratch.resolve("out.parquet");
        var in = Files.writeString(scratch.resolve("in.ndjson"), "{\"id\":1,\"n\":{\"a\":1}}\n{\"id\":2}\n");
        Object[] words = {
            "convert", in, out, "--columns", "idd:int64,id:int64,n:struct<a:int64,b:int64>,tags:array<string>"
        };

        assertThat(lamella(words).out())
                .contains("column idd had no value in any of 2 rows", "column tags had")
                .doesNotContain("column id had", "column n had");
        assertThat(lamella(Stream.concat(Stream.of(words), Stream.of("--json")).toArray())
                        .json()
                        .path("emptyColumns")
                        .toString())
                .isEqualTo("[\"idd\",\"tags\"]");
    }

    @Test
    void convertDoesNotReplaceWhatItReads() throws IOException {
        var file = Files.copy(input("a.csv"), scratch.resolve("same.csv"));

        var shown = lamella("convert", file, scratch.resolve("./same.csv"), "--columns", "id:int64");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("is a file that is read");
        assertThat(file).hasSameBinaryContentAs(input("a.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.parquet.part", "out.parquet.rejected.ndjson"})
    void convertDoesNotReplaceWhatItReadsByWhatItWritesBeside(String name) throws IOException {
        var file = Files.copy(input("a.csv"), scratch.resolve(name));

        var shown = lamella("convert", file, scratch.resolve("out.parquet"), "--columns", "id:int64");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains(file + " is a file that is read", "written beside", "name another file");
        assertThat(file).hasSameBinaryContentAs(input("a.csv"));
    }

    @Test
    void convertSaysWhatToDoWithParquet() {
        var parquet = scratch.resolve("a.parquet");
        lamella("convert", input("a.csv"), parquet, "--config", config(), "--dataset", "events");

        for (var format : List.of("csv", "ndjson", "json")) {
            var shown = lamella(
                    "convert", parquet, scratch.resolve("b.parquet"), "--columns", "id:int64", "--format", format);

            assertThat(shown.exitCode()).as(shown.err()).isNotZero();
            assertThat(shown.err()).contains("is a Parquet file", "lamella merge", "lamella load");
        }
    }

    @Test
    void convertTakesColumnsInPlaceOfAConfiguration() throws IOException {
        var out = scratch.resolve("out.parquet");

        var shown =
                lamella("convert", input("a.csv"), out, "--columns", "id:int64 required,price:decimal(10,2),at:string");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(ParquetFile.open(FileBytes.local(out)).footer().rows()).isEqualTo(2);
        assertThat(scratch.resolve("out.parquet.rejected.ndjson")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.csv    |             | 'id,n\n1,2\n'",
                "a.log    |             | 'id,n\n1,2\n'",
                "a.TSV    |             | 'id\tn\n1\t2\n'",
                "a.ndjson |             | '{\"id\":1,\"n\":2}'",
                "a.jsonl.zst |          | '{\"id\":1,\"n\":2}'",
                "a.json.gz |            | '[{\"id\":1,\n\"n\":2}]'",
                "a.json   | csv         | 'id,n\n1,2\n'",
            })
    void convertTellsTheFormatByTheNameUnlessToldIt(String name, String format, String text) throws IOException {
        var words = new ArrayList<Object>(List.of("convert", Files.writeString(scratch.resolve(name), text)));
        words.addAll(
                List.of(scratch.resolve("o.parquet"), "--columns", "id:int64 required,n:int64 required", "--json"));
        if (format != null) {
            words.addAll(List.of("--format", format));
        }

        var shown = lamella(words.toArray());

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.json().path("rows").asLong()).isEqualTo(1);
        assertThat(shown.json().path("rejected").asLong(-1)).isZero();
    }

    @Test
    void convertIsStrictIfToldTo() throws IOException {
        var text = new StringBuilder("id\n");
        for (int id = 0; id < 5_000; id++) {
            text.append(id * 7).append('\n');
        }
        var in = Files.writeString(scratch.resolve("ids.csv"), text);
        var out = scratch.resolve("out.parquet");

        lamella("convert", in, out, "--columns", "id:int64");
        assertThat(lamella("inspect", out, "--json").out()).contains("DELTA_BINARY_PACKED");
        lamella("convert", in, out, "--columns", "id:int64", "--strict");
        assertThat(lamella("inspect", out, "--json").out()).contains("PLAIN").doesNotContain("DELTA");
    }

    @Test
    void convertThatFailsLeavesNoFileBehind() throws IOException {
        var broken = Files.writeString(scratch.resolve("broken.csv"), "other,header\n1,2\n");

        var shown = lamella("convert", broken, scratch.resolve("out.parquet"), "--columns", "id:int64");

        assertThat(shown.exitCode()).isEqualTo(2);
        try (var files = Files.list(scratch)) {
            assertThat(files).containsExactly(broken);
        }
    }

    @Test
    void convertTellsMistakesInColumnsAsTheyWereGiven() {
        Object[] words = {"convert", input("a.csv"), scratch.resolve("o.parquet"), "--columns", "name:strng,id:itn64"};

        assertThat(lamella(words).err())
                .startsWith("--columns: name: unknown type `strng`")
                .contains("--columns: id: unknown type `itn64`")
                .doesNotContain("datasets", "--columns:1", "--columns:8");
        assertThat(lamella("convert", "a", "b", "--columns", "id:int64", "--format", "xls")
                        .err())
                .startsWith("--format: ");
        assertThat(lamella("convert", "a", "b", "--columns", "id:int64,id:int64")
                        .err())
                .startsWith("--columns: ")
                .doesNotContain("datasets");
    }

    @Test
    void filesOfThisMachineAreNoObjectsInS3() {
        for (var command : List.of("convert s3://b/a.csv o.parquet --columns id:int64", "infer s3://b/a.csv")) {
            assertThat(lamella((Object[]) command.split(" ", -1)).err())
                    .startsWith("s3://b/a.csv lies in S3, and only files of this machine are read")
                    .contains("aws s3 cp");
        }
        assertThat(lamella("convert", input("a.csv"), "s3://b/o.parquet", "--columns", "id:int64")
                        .err())
                .startsWith("s3://b/o.parquet lies in S3, and only files of this machine are written");
    }

    @Test
    void commandsThatReadOneFileSayWhatToGiveInPlaceOfAFolder() {
        var said = scratch + " is a folder; name a file in it";

        assertThat(lamella("inspect", scratch).err()).startsWith(said);
        assertThat(lamella("infer", scratch).err()).startsWith(said);
        assertThat(lamella("convert", scratch, scratch.resolve("out.parquet"), "--columns", "id:int64")
                        .err())
                .startsWith(said);
    }

    @Test
    void mergeMakesOneFileOfAFolderOfThem() throws IOException {
        var folder = Files.createDirectories(scratch.resolve("in/of/days"));
        convert("a.csv", folder.resolve("a.parquet"));
        convert("b.csv", folder.resolve("b.parquet"));
        Files.writeString(folder.resolve("notes.txt"), "not Parquet");
        var out = scratch.resolve("merged.parquet");
        for (int i = 0; i < 2; i++) {
            var shown = lamella("merge", scratch.resolve("in"), "--output", out, "--json");
            assertThat(shown.err()).isEmpty();
            var report = shown.json();
            assertThat(report.get("files").asInt()).isEqualTo(2);
            assertThat(report.get("rows").asLong()).isEqualTo(rows("a.parquet", folder) + rows("b.parquet", folder));
            assertThat(report.get("rowGroups").asInt()).isEqualTo(1);
        }
        assertThat(lamella("inspect", out).out()).contains("row groups   1, page index yes");
        assertThat(scratch.resolve("merged.parquet.part")).doesNotExist();
    }

    @Test
    void mergeReplacesNoneOfTheFilesThatItMerges() throws IOException {
        var folder = Files.createDirectories(scratch.resolve("in"));
        convert("a.csv", folder.resolve("a.parquet"));
        convert("b.csv", folder.resolve("b.parquet"));
        var a = Files.copy(folder.resolve("a.parquet"), scratch.resolve("kept"));
        var link = Files.createSymbolicLink(scratch.resolve("link"), folder);

        for (var in : List.of(folder, folder.resolve("a.parquet"))) {
            var shown = lamella("merge", in, "--output", link.resolve("a.parquet"));

            assertThat(shown.exitCode()).as(shown.err()).isEqualTo(2);
            assertThat(shown.err())
                    .startsWith(link.resolve("a.parquet") + " is ")
                    .contains("would be gone", "name a");
            assertThat(folder.resolve("a.parquet")).hasSameBinaryContentAs(a);
        }
    }

    @Test
    void mergeTellsOfColumnsThatOnlyFoldersHave() throws IOException {
        for (var folder : List.of("country=KR/id=1", "country=US/id=2")) {
            convert(
                    "a.csv",
                    Files.createDirectories(scratch.resolve("t").resolve(folder))
                            .resolve("a.parquet"));
        }

        var shown = lamella("merge", scratch.resolve("t"), "--output", scratch.resolve("out.parquet"));

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.err())
                .isEqualToNormalizingNewlines(
                        "column country stands in the names of the folders alone, and is left out;"
                                + " `lamella load` keeps it\n");
    }

    @Test
    void mergeTakesEachFileOnce() throws IOException {
        var folder = Files.createDirectories(scratch.resolve("in"));
        convert("b.csv", folder.resolve("b.parquet"));
        var link = Files.createSymbolicLink(scratch.resolve("link"), folder);
        Files.createSymbolicLink(folder.resolve("again.parquet"), folder.resolve("b.parquet"));
        var out = scratch.resolve("out.parquet");

        lamella("merge", folder, folder.resolve("b.parquet"), link.resolve("b.parquet"), "--output", out);

        assertThat(rows("out.parquet", scratch)).isEqualTo(rows("b.parquet", folder));

        assertThat(lamella("merge", folder, "--output", scratch).err()).startsWith(scratch + " is a folder");
    }

    @Test
    void mergeRefusesFilesOfOtherColumnsAndNamesThem() throws IOException {
        var some = scratch.resolve("some.parquet");
        var other = scratch.resolve("other.parquet");
        var out = scratch.resolve("merged.parquet");
        convert("a.csv", some);
        lamella("convert", input("a.csv"), other, "--columns", "id:int64 required");
        var shown = lamella("merge", some, other, "--output", out);
        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .startsWith(other + ": its columns are `id int64 required` but those of " + some
                        + " are `id int64 required, price")
                .contains("merge them into files of their own");
        assertThat(out).doesNotExist();
        assertThat(scratch.resolve("merged.parquet.part")).doesNotExist();
    }

    @Test
    void mergeSaysWhatIsNoParquetFile() throws IOException {
        var text = Files.writeString(scratch.resolve("text.parquet"), "this is text, and long enough");
        assertThat(lamella("merge", text, "--output", scratch.resolve("out.parquet"))
                        .err())
                .startsWith(text + ": a Parquet file ends with PAR1")
                .contains("it is no Parquet file, or was cut short; `lamella convert` makes one of CSV");
        var empty = Files.createDirectory(scratch.resolve("empty"));
        assertThat(lamella("merge", empty, "--output", text).err()).contains("no file that ends with .parquet below");
    }

    private void convert(String name, Path out) throws IOException {
        lamella("convert", input(name), out, "--config", config(), "--dataset", "events");
    }

    private static long rows(String name, Path folder) throws IOException {
        return lamella("inspect", folder.resolve(name), "--json")
                .json()
                .get("rows")
                .asLong();
    }
}
