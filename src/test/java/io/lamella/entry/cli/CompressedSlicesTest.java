package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import io.lamella.entry.wiring.Embedded;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same rows land in a folder as plain text and in two compressed objects, all of which are cut.
class CompressedSlicesTest {
    private static final int ROWS = 60_000;
    private static final int BAD = 30_000;
    private static final List<String> DATASETS = List.of("plain", "gzip", "zstd");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path root;

    @BeforeAll
    static void run() throws IOException {
        var config = new StringBuilder("lake: {bucket: lake, interval: 1s}\ndatasets:\n");
        for (var dataset : DATASETS) {
            config.append("""
                      %s:
                        source: s3://landing/%s/**
                        freshness: 0s
                        slice-size: 1MiB
                        columns: {id: int64 required, text: string}
                    """.formatted(dataset, dataset));
        }
        Files.writeString(root.resolve("lamella.yaml"), config);
        var text = text();
        land("plain/a.csv", text);
        land("gzip/a.csv.gz", gzip(text));
        land("zstd/a.csv.zst", frames(text));
        var pace = new Embedded.Pace(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1));
        try (var embedded = new Embedded(ConfigLoader.load(root.resolve("lamella.yaml")), root, pace)) {
            embedded.start();
            await("all rows are published")
                    .atMost(PATIENCE)
                    .until(() -> embedded.worker().counters().rows() == 3 * (ROWS - 1) && embedded.isNothingStaged());
            embedded.worker().stop().await().atMost(PATIENCE);
        }
    }

    /// Two lines a row, and one row that does not fit.
    private static byte[] text() {
        var random = new Random(1);
        var text = new StringBuilder("id,text\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(row == BAD ? "bad" : row)
                    .append(",\"é,\n")
                    .append(Long.toHexString(random.nextLong()))
                    .append(Long.toHexString(random.nextLong()))
                    .append("\"\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text);
        }
        return bytes.toByteArray();
    }

    private static byte[] frames(byte[] text) {
        var bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length; at += 100_000) {
            var frame = new byte[Math.min(100_000, text.length - at)];
            System.arraycopy(text, at, frame, 0, frame.length);
            bytes.writeBytes(Zstd.compress(frame));
        }
        return bytes.toByteArray();
    }

    private static void land(String key, byte[] content) throws IOException {
        var file = root.resolve("landing").resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static Outcome onLake(String command, Object what) {
        return lamella(command, what, "--config", root.resolve("lamella.yaml"), "--root", root);
    }

    private static List<String> table(String dataset) throws IOException {
        var files = new ArrayList<byte[]>();
        try (var found = Files.walk(root.resolve("lake/tables").resolve(dataset))) {
            for (var file :
                    found.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
        return DuckDb.query(files, "SELECT count(*) || ' ' || count(DISTINCT id) || ' ' || sum(hash(id, text)) FROM t");
    }

    @Test
    void theTablesHoldTheSameRows() throws IOException {
        var plain = table("plain");

        assertThat(plain.getFirst()).startsWith(ROWS - 1 + " " + (ROWS - 1) + " ");
        assertThat(table("gzip")).isEqualTo(plain);
        assertThat(table("zstd")).isEqualTo(plain);
    }

    @Test
    void statusShowsEachSliceAndTheRowThatDoesNotFitOnItsLine() {
        for (var object : List.of("gzip/a.csv.gz", "zstd/a.csv.zst")) {
            var shown = onLake("status", root.resolve("landing").resolve(object));

            assertThat(shown.exitCode()).as(shown.err() + shown.out()).isZero();
            assertThat(shown.out())
                    .containsPattern("(?s)(bytes +[0-9,]+ to [0-9,]+ of its text.*outcome +converted.*){2}")
                    .contains("line %,d: ".formatted(2 * BAD + 2))
                    .doesNotContain("PROBLEM");
        }
    }

    @Test
    void verifyFindsEveryRowOfTheReceipts() {
        var shown = onLake("verify", "gzip");

        assertThat(shown.exitCode()).as(shown.err() + shown.out()).isZero();
        assertThat(shown.out()).contains("%,d".formatted(ROWS - 1));
    }
}
