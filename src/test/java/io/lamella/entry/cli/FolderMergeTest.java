package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.DuckDb;
import io.lamella.pipeline.foreign.ForeignBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lamella merge s3://…`, over a folder of this machine.
class FolderMergeTest {
    @TempDir
    Path root;

    private void land(String name, int from, int to) throws IOException {
        var file = root.resolve("exports").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, ForeignBucket.file(from, to));
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(root.resolve("exports"))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void putsOneFileInThePlaceOfMany() throws IOException {
        for (int i = 0; i < 10; i++) {
            land("orders/day=1/" + i + ".parquet", i * 10, i * 10 + 10);
        }
        land("clicks/1.parquet", 0, 10);
        land("clicks/2.parquet", 10, 20);

        var shown = lamella("merge", "s3://exports/orders", "--root", root, "--ttl", "0s", "--json");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.json().path("files").asInt()).isEqualTo(10);
        assertThat(shown.json().path("rows").asInt()).isEqualTo(100);
        assertThat(files()).hasSize(3);
        assertThat(DuckDb.longs(
                        files().stream()
                                .filter(file -> file.toString().contains("orders"))
                                .map(FolderMergeTest::bytes)
                                .toList(),
                        "select id from t order by id"))
                .isEqualTo(LongStream.range(0, 100).boxed().toList());
    }

    @Test
    void saysThatThereIsNoFolderForTheBucket() {
        var shown = lamella("merge", "s3://nobucket", "--root", root);

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("there is no folder " + root.resolve("nobucket"));
    }

    @Test
    void tellsWhatItWouldDoAndDoesNothing() throws IOException {
        land("1.parquet", 0, 10);
        land("2.parquet", 10, 20);
        Files.writeString(root.resolve("exports/readme.txt"), "hello");
        var before = files();

        var shown = lamella("merge", "s3://exports", "--root", root, "--ttl", "0s", "--dry-run");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains(
                        "to merge",
                        "2 files into 1",
                        "bytes at most",
                        "left alone",
                        "s3://exports/readme.txt: its name");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void waitsForFilesToBeOlderThanTheTtl() throws IOException {
        land("1.parquet", 0, 10);
        land("2.parquet", 10, 20);

        assertThat(lamella("merge", "s3://exports", "--root", root).exitCode()).isZero();
        assertThat(files()).hasSize(2);
    }

    @Test
    void saysWhichOptionsGoTogether() {
        assertThat(lamella("merge", "s3://exports", "--root", root, "-o", "x").err())
                .contains("--output is for files");
        assertThat(lamella("merge", root).err()).contains("--output is missing", "--root");
        assertThat(lamella("merge", root, "-o", root.resolve("x"), "--dry-run").err())
                .contains("are for s3://bucket/folder");
        assertThat(lamella("merge", "s3://exports", "--root", root, "--reconcile", "colour")
                        .err())
                .contains("--reconcile colour must be one of column-order");
        assertThat(lamella("merge", "s3://exports", "--root", root, "--ttl", "5")
                        .err())
                .contains("`5` is not a duration");
        assertThat(lamella("merge", "s3://exports/*.parquet", "--root", root).err())
                .contains("all folders below are walked");
    }

    @Test
    void endsWithAnErrorOnceTheOtherFoldersAreDone() throws IOException {
        land("a/1.parquet", 0, 10);
        land("a/2.parquet", 10, 20);
        land("b/1.parquet", 0, 10);
        land("b/2.parquet", 10, 20);
        Files.writeString(root.resolve("exports/a/_lamella-merge.json"), "{}");

        var shown = lamella("merge", "s3://exports", "--root", root, "--ttl", "0s");

        assertThat(shown.exitCode()).isOne();
        assertThat(shown.out()).contains("2 files into 1", "FAILED      s3://exports/a/: ");
    }
}
