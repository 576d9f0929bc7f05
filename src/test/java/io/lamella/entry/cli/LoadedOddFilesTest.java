package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that most writers would not write are loaded as they are, or refused in words.
class LoadedOddFilesTest {
    @TempDir
    Path scratch;

    private Path file;
    private Path out;

    @BeforeEach
    void name() throws IOException {
        file = scratch.toRealPath().resolve("odd.parquet");
        out = scratch.resolve("out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 as name1, 2 as name2", "1 as name1, 'x' as name2"})
    void twoColumnsOfOneNameAreRefused(String columns) throws Exception {
        ForgedFile.write(file, "select 5 as id, " + columns);
        ForgedFile.forge(file, "name2", "name1");

        assertRefused(
                lamella("load", file, "-o", out),
                ": two columns are named name1, and columns are told apart by their names; write the file anew with"
                        + " distinct names, or load other columns alone");
        assertRefused(
                lamella("load", file, "-o", out, "--columns", "id", "--where", "name1 = 1"),
                ": two columns are named name1, ");
    }

    @Test
    void otherColumnsOfAFileWithTwoOfOneNameAreLoaded() throws Exception {
        ForgedFile.write(file, "select 1 as name1, 'x' as name2, 5 as id");
        ForgedFile.forge(file, "name2", "name1");

        assertThat(text("csv", "--columns", "id")).hasContent("id\n5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name1': 1, 'name2': 'x'} | s.name1",
                "[{'name1': 1, 'name2': 'x'}] | s.name1",
                "map {'k': {'name1': 1, 'name2': 'x'}} | s.name1",
                "map {{'name1': 1, 'name2': 'x'}: 'v'} | s.name1",
                "{'in': {'name1': 1, 'name2': 'x'}} | s.in.name1"
            })
    void twoFieldsOfOneNameAreRefusedWhereverTheStructIs(String nested, String path) throws Exception {
        ForgedFile.write(file, "select " + nested + " as s");
        ForgedFile.forge(file, "name2", "name1");

        assertRefused(lamella("load", file, "-o", out), ": two columns are named " + path + ", ");
    }

    private Path text(String format, Object... more) {
        var shown = lamella(Stream.concat(Stream.of("load", file, "--format", format, "-o", out), Stream.of(more))
                .toArray());
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        return out;
    }

    private void assertRefused(Outcome shown, String why) {
        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains(file + why).doesNotContain("fault of Lamella", "Exception");
        assertThat(out).doesNotExist();
    }
}
