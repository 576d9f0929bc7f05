package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cases.CasesFolder;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drafts for files that others collected: each is a configuration, and takes every row of its file. Big files are left out, to
/// be done soon.
class InferCasesTest {
    private static final long BIG_BYTES = 512 * 1024;

    @TempDir
    Path folder;

    @Test
    void draftsTakeTheFilesTheyWereMadeFrom() throws IOException {
        var cases = CasesFolder.find();
        var files = Stream.concat(cases.ofKind("delimited").stream(), cases.ofKind("ndjson").stream())
                .filter(file -> file.tier().equals("A"))
                .toList();
        var problems = new ArrayList<String>();
        for (var file : files) {
            if (Files.size(file.file()) < BIG_BYTES) {
                problems.addAll(problems(file.file()));
            }
        }
        assertThat(problems).isEmpty();
    }

    private List<String> problems(Path file) throws IOException {
        var drafted = lamella("infer", file, "--name", "it");
        if (drafted.exitCode() != 0) {
            return List.of(file + ": " + drafted.err());
        }
        var config = Files.writeString(folder.resolve("draft.yaml"), drafted.out());
        ConfigLoader.load(config);
        var out = folder.resolve("out.parquet");
        var converted = lamella("convert", file, out, "--config", config, "--dataset", "it", "--json");
        if (converted.exitCode() != 0) {
            return List.of(file + ": " + converted.err());
        }
        long rejected = converted.json().path("rejected").asLong(-1);
        return rejected == 0 ? List.of() : List.of(file + ": " + rejected + " rejected rows with\n" + drafted.out());
    }
}
