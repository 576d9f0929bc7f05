package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.local.LocalStore;
import io.lamella.core.decode.BatchSink;
import io.lamella.core.decode.FieldRows;
import io.lamella.core.decode.RowSource;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.SliceId;
import io.lamella.entry.wiring.Exporter;
import io.lamella.entry.wiring.config.Config;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `lamella status` tells of runs of exports.
class RunStatusTest {
    private static final SourceObject RUN = SourceObject.ofRun("orders", "scheduled__2026-01-31T00:00:00+00:00", "q1");

    @TempDir
    Path root;

    private LocalStore store;
    private Config config;

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(root.resolve("lake"));
        Files.writeString(root.resolve("lamella.yaml"), """
                lake: {bucket: lake}
                datasets:
                  orders:
                    source: s3://nowhere/**
                    columns: {id: int64 required, day: string required}
                    partitions: [day]
                """);
        config = ConfigLoader.load(root.resolve("lamella.yaml"));
        store = new LocalStore(root, InstantSource.system());
    }

    private Outcome status(String run, String... more) {
        var words =
                new ArrayList<Object>(List.of("status", run, "--config", root.resolve("lamella.yaml"), "--root", root));
        words.addAll(List.of(more));
        return lamella(words.toArray());
    }

    private void export(boolean publish) {
        var dataset = config.datasets().getFirst();
        try (var exporter = new Exporter(config, store)) {
            var result = exporter.stage(RUN, dataset, ThreeRows::new);
            if (publish) {
                exporter.publish(result.receipt(), dataset);
            }
        }
    }

    private final class ThreeRows implements RowSource {
        private final FieldRows fields =
                new FieldRows(config.datasets().getFirst().columns(), 1024 * 1024);

        @Override
        public boolean advance(BatchSink sink) {
            for (var row : List.of(List.of("1", "mon"), List.of("two", "mon"), List.of("3", "tue"))) {
                for (int column = 0; column < row.size(); column++) {
                    fields.put(column, row.get(column).getBytes(StandardCharsets.UTF_8));
                }
                fields.endRow();
            }
            fields.handOn(sink);
            return false;
        }

        @Override
        public long decodedBytes() {
            return fields.handedOnBytes();
        }

        @Override
        public void close() {}
    }

    @Test
    void tellsRowsAndPartsOfARunThatIsInTheTable() throws IOException {
        export(true);

        var shown = status(RUN.uri());

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith(RUN.uri())
                .contains("outcome      exported", "2 taken, 1 rejected", "query        q1")
                .containsPattern("exported +20[0-9T:.-]+Z, in ")
                .containsPattern("day=mon +1 rows +published in part-000000.parquet")
                .containsPattern("day=tue +1 rows +published in part-000000.parquet")
                .contains("row 2: ", "quarantine/orders/")
                .doesNotContain("uploads");
        var json = status(RUN.uri(), "--json").json();
        assertThat(json.path("ok").asBoolean()).isTrue();
        assertThat(json.at("/datasets/0/rows").asLong()).isEqualTo(2);
        assertThat(json.at("/datasets/0/partitions/0/part").asText())
                .isEqualTo("tables/orders/day=mon/part-000000.parquet");
    }

    @Test
    void tellsThatRowsAreStagedOnly() {
        export(false);

        var shown = status(RUN.uri());

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).containsPattern("day=tue +1 rows +staged; published when");
    }

    @Test
    void tellsWhatToDoAboutARunThatDidNotEnd() {
        var slice = SliceId.of(SliceTask.whole("orders", RUN));
        for (var other : List.of(slice.hex(), "0".repeat(32))) {
            store.createUpload(new Location(
                            "lake", new LakeKeys("").staged("orders", "day=mon", new SliceId(other), "killed")))
                    .await()
                    .indefinitely();
        }

        var shown = status(RUN.uri());

        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out())
                .contains("none: no attempt at this run has come to its end", "with the same run id")
                .contains("uploads      1 are pending");
    }

    @Test
    void saysWhatItTakesForARun() {
        assertThat(status("export://orders").err()).contains("export://orders must be export://dataset/run-id");
        assertThat(status("export://order/1").err()).contains("there is no dataset order", "it has orders");
        assertThat(status(RUN.uri(), "--versions").err()).contains("--versions is for objects");
    }
}
