package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// A folder with samples, and drafts of datasets, each held to taking the sample that it was made of.
abstract class InferFixture {
    @TempDir
    Path folder;

    /// A draft that takes all of its sample.
    ///
    /// @param files of the sample
    String drafted(Path... files) throws IOException {
        var words = new ArrayList<Object>(List.of("infer"));
        words.addAll(List.of(files));
        var shown = lamella(words.toArray());
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        for (var file : files) {
            assertTakes(shown.out(), file);
        }
        return shown.out();
    }

    void assertTakes(String draft, Path file) throws IOException {
        var config = Files.writeString(folder.resolve("draft.yaml"), draft);
        var name = ConfigLoader.load(config).datasets().getFirst().name();
        var converted = lamella(
                "convert", file, folder.resolve("out.parquet"), "--config", config, "--dataset", name, "--json");
        assertThat(converted.exitCode()).as(draft + converted.err()).isZero();
        assertThat(converted.json().path("rejected").asLong(-1)).as(draft).isZero();
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    static Dataset dataset(String draft) {
        return ConfigLoader.parse("draft", draft).datasets().getFirst();
    }

    static ColumnType type(String draft, String column) {
        return column(draft, column).column().type();
    }

    static ColumnSource column(String draft, String name) {
        return dataset(draft).columns().stream()
                .filter(source -> source.column().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no column " + name + " in\n" + draft));
    }
}
