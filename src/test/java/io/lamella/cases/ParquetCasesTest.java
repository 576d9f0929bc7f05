package io.lamella.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.parquet.Checksums;
import io.lamella.core.parquet.ColumnValues;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.parquet.ParquetRows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ParquetCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatIsReadIsWhatIndependentReadersFound() throws IOException {
        var cases = CasesFolder.find().ofKind("parquet");
        var outcomes = new TreeMap<String, Integer>();
        var wrong = new ArrayList<String>();
        for (var file : cases) {
            var outcome = outcome(file);
            outcomes.merge("tier " + file.tier() + " " + outcome.kind(), 1, Integer::sum);
            if (outcome.kind() != Kind.EQUAL) {
                System.out.println(file.tier() + " " + file.file() + ": " + outcome);
            }
            if (!allowed(file, outcome.kind())) {
                wrong.add(file + ": " + outcome);
            }
        }
        System.out.println("Parquet cases: " + outcomes);

        assertThat(wrong).isEmpty();
    }

    @Test
    void wrongChecksumsAreSeenWhereTheyAreLookedAt() throws IOException {
        var file = CasesFolder.find().path().resolve("pq-parquet-testing/data/datapage_v1-corrupt-checksum.parquet");
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        var footer = Footer.parse(bytes, bytes.remaining());
        var range = footer.rowGroups().getFirst().range();
        var content = bytes.slice(Math.toIntExact(range.offset()), Math.toIntExact(range.length()));
        var rows = new ParquetRows(footer, 0, content, Checksums.VERIFY);

        assertThatThrownBy(() -> {
                    while (rows.next()) {
                        rows.values();
                    }
                })
                .isInstanceOf(ParquetFormatException.class)
                .hasMessageContaining("row group 0, column a, page 0: the checksum");
    }

    /// In tier C there is no right answer, or readers differ; only to fail in another way than by saying so is wrong.
    private static boolean allowed(CasesFolder.Case file, Kind kind) {
        return switch (file.tier()) {
            case "A" -> kind == Kind.EQUAL;
            case "B" -> kind == Kind.EQUAL || kind == Kind.REFUSED;
            default -> kind != Kind.CRASHED;
        };
    }

    private static Outcome outcome(CasesFolder.Case file) throws IOException {
        try {
            return readsAs(file) ? new Outcome(Kind.EQUAL, "") : new Outcome(Kind.DIFFERENT, "");
        } catch (ParquetFormatException e) {
            return new Outcome(Kind.REFUSED, e.getMessage());
        } catch (RuntimeException e) {
            return new Outcome(Kind.CRASHED, e.toString());
        }
    }

    /// Whether what is read is what one of the readers found.
    private static boolean readsAs(CasesFolder.Case file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file.file()));
        var oracle = JSON.readTree(file.oracle().toFile());
        var footer = Footer.parse(bytes, bytes.remaining());
        var names = ParquetRows.columns(footer);
        var digest = new TableDigest(names.size());
        for (var group : footer.rowGroups()) {
            // One of the files has wrong checksums, which none of the readers looks at.
            var content = bytes.slice(
                    Math.toIntExact(group.range().offset()),
                    Math.toIntExact(group.range().length()));
            var rows = new ParquetRows(footer, group.ordinal(), content, Checksums.IGNORE);
            while (rows.next()) {
                digest.add(rows.values());
            }
            readEveryEntry(footer, group.ordinal(), content);
        }
        var result = digest.result();
        return Stream.of("duckdb", "hyparquet", "parquet_java")
                .map(oracle::path)
                .anyMatch(reader -> isEqual(reader, names, result));
    }

    /// Nested columns too, and into vectors what fits there.
    private static void readEveryEntry(Footer footer, int rowGroup, ByteBuffer content) {
        for (int i = 0; i < footer.columnCount(); i++) {
            var values = new ColumnValues(footer, rowGroup, i, content, Checksums.IGNORE);
            long entries = 0;
            while (values.next()) {
                entries++;
            }
            assertThat(entries).isEqualTo(values.entries());
        }
    }

    private static boolean isEqual(JsonNode reader, List<String> names, TableDigest.Result result) {
        var columns = StreamSupport.stream(reader.path("columns").spliterator(), false)
                .toList();
        return reader.path("rows").asLong(-1) == result.rows()
                && columns.stream()
                        .map(column -> column.path("name").asText())
                        .toList()
                        .equals(names)
                && columns.stream()
                        .map(column -> column.path("sha256").asText())
                        .toList()
                        .equals(result.columns())
                && reader.path("table_sha256").asText().equals(result.table())
                && reader.path("row_set_checksum").asText().equals(result.rowSet());
    }

    private enum Kind {
        EQUAL,
        DIFFERENT,
        REFUSED,
        CRASHED
    }

    private record Outcome(Kind kind, String message) {}
}
