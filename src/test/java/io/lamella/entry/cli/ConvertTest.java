package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One file in, one file out.
class ConvertTest extends SampleFiles {
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
    void convertReadsAPipe() throws Exception {
        var out = scratch.resolve("out.parquet");
        var pipe = NamedPipe.in(scratch);
        var written = new ProcessBuilder("sh", "-c", "printf 'id\\n1\\n2\\n' > pipe")
                .directory(scratch.toFile())
                .start();

        assertThat(lamella("convert", pipe, out, "--columns", "id:int64").exitCode())
                .isZero();

        assertThat(written.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ParquetFile.open(FileBytes.local(out)).footer().rows()).isEqualTo(2);
        assertThat(lamella("inspect", pipe).err()).contains("is a pipe or a device, which can be read but once");
    }

    @Test
    void rejectedRowsLieBesideWhatIsWrittenButNotBesideAPipe() throws Exception {
        var in = scratch.resolve("in.csv");

        assertThat(FileConversion.rejectedOf(in, scratch.resolve("out.parquet")))
                .isEqualTo(scratch.resolve("out.parquet.rejected.ndjson"));
        assertThat(FileConversion.rejectedOf(in, NamedPipe.in(scratch))).isEqualTo(Path.of("in.csv.rejected.ndjson"));
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
        var in = Files.writeString(
                scratch.resolve("in.ndjson"), "{\"id\":1,\"n\":{\"a\":1},\"tags\":[null]}\n{\"id\":2,\"tags\":[]}\n");
        Object[] words = {
            "convert", in, out, "--columns", "idd:int64,id:int64,n:struct<a:int64,b:int64>,tags:array<string>"
        };

        assertThat(lamella(words).out())
                .contains(
                        "column idd had no value in any of 2 rows",
                        "column tags had only nulls, or arrays, maps and structs of nothing else, in all of 2 rows")
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
}
