package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Many files of this machine in, one out.
class MergeTest extends SampleFiles {
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
}
