package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson"})
    void theEndOfADayIsATime(String format) throws Exception {
        ForgedFile.write(file, "select unnest(['23:59:59.5', '24:00:00', null])::time as t");

        assertThat(text(format))
                .hasContent(
                        format.equals("csv")
                                ? "t\n23:59:59.5\n24:00:00\n\"\"\n"
                                : "{\"t\":\"23:59:59.5\"}\n{\"t\":\"24:00:00\"}\n{\"t\":null}\n");
        assertThat(text(format, "--where", "t > '23:59:59.5'")).content().contains("24:00:00");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 86_400_000_001L, Long.MAX_VALUE})
    void timesOutsideOfADayAreRefusedInTexts(long micros) throws Exception {
        ForgedFile.write(file, "select 5 as id, ['12:34:56.789012'::time] as t");
        ForgedFile.forge(file, bytes(45_296_789_012L), bytes(micros));

        for (var format : List.of("csv", "ndjson")) {
            assertRefused(
                    lamella("load", file, "-o", out, "--format", format),
                    ": column t has a time of " + micros
                            + " micros, which is outside of a day; load to Arrow, which takes"
                            + " values as they are, or other columns");
        }
        assertThat(text("csv", "--columns", "id")).hasContent("id\n5");
        assertThat(text("arrow")).content(ISO_8859_1).contains(bytes(micros));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'caf(' as t", "['caf('] as t", "map {'caf(': 1} as t"})
    void bytesThatAreNoTextAreRefusedInTexts(String column) throws Exception {
        ForgedFile.write(file, "select 5 as id, " + column);
        ForgedFile.forge(file, "caf(", "caf\u00e9");

        for (var format : List.of("csv", "ndjson")) {
            assertRefused(
                    lamella("load", file, "-o", out, "--format", format),
                    ": column t has text that is not in UTF-8; load to Arrow, which takes values as they are, or other"
                            + " columns");
        }
        assertThat(text("csv", "--columns", "id")).hasContent("id\n5");
        assertThat(text("arrow")).content(ISO_8859_1).contains("caf\u00e9");
    }

    @Test
    void theCharacterThatStandsForOthersIsText() throws Exception {
        ForgedFile.write(file, "select chr(65533) as t");

        assertThat(text("csv")).hasContent("t\n\ufffd\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "''::blob"})
    void whatIsEmptyIsToldFromNull(String empty) throws Exception {
        ForgedFile.write(file, "select unnest([%s, null, 'a']) as b, 5 as id".formatted(empty));

        assertThat(text("csv")).content().startsWith("b,id\n\"\",5\n,5\n");
        assertThat(text("csv", "--columns", "b", "--where", "b is not null"))
                .content()
                .startsWith("b\n\"\"\n");
        out = scratch.resolve("alone.csv");
        assertRefused(
                lamella("load", file, "-o", out, "--columns", "b"),
                ": column b has null, which CSV of one column cannot tell from what is empty; load to Arrow, which takes"
                        + " values as they are, or other columns");
    }

    /// Most readers of CSV, `convert` among them, take an empty line for no row.
    @ParameterizedTest
    @CsvSource({"int, 7", "double, 0.5", "date, 2024-02-29", "time, 01:02:03", "boolean, true"})
    void nullsOfOneColumnAreRowsOfCsv(String type, String value) throws Exception {
        ForgedFile.write(file, "select unnest(['%s', null, null])::%s as v".formatted(value, type));
        var csv = text("csv");
        var back = scratch.resolve("back.parquet");
        var columns = "v:" + (type.equals("timestamp") ? "timestamp(micros)" : type);
        assertThat(lamella("convert", csv, back, "--columns", columns).exitCode())
                .isZero();

        out = scratch.resolve("again.csv");
        file = back;
        assertThat(text("csv"))
                .hasSameTextualContentAs(csv)
                .content()
                .startsWith("v\n")
                .endsWith("\n\"\"\n\"\"\n");
    }

    /// As Parquet has them, each as a character.
    private static String bytes(long value) {
        return new String(
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array(),
                ISO_8859_1);
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
