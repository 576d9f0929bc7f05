package io.lamella.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.cases.Outcomes.Kind;
import io.lamella.cases.Outcomes.Outcome;
import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.decode.ValueFormat;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// CSV and TSV through the whole pipeline.
class DelimitedCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// No text means null, so that an empty cell stays an empty text.
    private static final ValueFormat AS_WRITTEN = new ValueFormat(
            List.of(), List.of(), ZoneOffset.UTC, ValueFormat.Rounding.REJECT, ValueFormat.BinaryText.BASE64);

    private static final Set<String> KNOWN_TEXT = Set.of();
    private static final Set<String> KNOWN_TYPED = Set.of();

    @Test
    void textIsWhatIndependentReadersFound() throws IOException {
        var outcomes = new Outcomes("delimited, as text", KNOWN_TEXT);
        for (var file : CasesFolder.find().ofKind("delimited")) {
            outcomes.add(file, textOutcome(file));
        }
        outcomes.print();

        assertThat(outcomes.wrong()).isEmpty();
    }

    @Test
    void typedColumnsHaveTheSumsOfTheOracle() throws IOException {
        var outcomes = new Outcomes("delimited, typed", KNOWN_TYPED);
        for (var file : CasesFolder.find().ofKind("delimited")) {
            if (!file.tier().equals("C")) {
                outcomes.add(file, typedOutcome(file));
            }
        }
        outcomes.print();

        assertThat(outcomes.wrong()).isEmpty();
    }

    private static Outcome textOutcome(CasesFolder.Case file) throws IOException {
        var oracle = JSON.readTree(file.oracle().toFile());
        CaseLake.Landed landed;
        try {
            landed = CaseLake.land(file.file(), format(oracle), columns(oracle, false));
        } catch (RuntimeException e) {
            return new Outcome(Kind.CRASHED, e.toString());
        }
        if (landed.isRefused()) {
            return new Outcome(Kind.REFUSED, landed.receipt().reason().orElse(""));
        }
        var digest = new TableDigest(Math.max(1, oracle.get("columns").size()));
        landed.rows().forEach(digest::add);
        var result = digest.result();
        if (landed.quarantine().isEmpty()) {
            return isEqual(oracle, result) ? Outcome.equal() : different(oracle, result);
        }
        var reasons = reasons(landed);
        return isAccounted(oracle, landed)
                ? new Outcome(Kind.ACCOUNTED, reasons)
                : new Outcome(Kind.QUARANTINED, reasons + " beside " + result.rows());
    }

    private static Outcome different(JsonNode oracle, TableDigest.Result result) {
        return new Outcome(
                Kind.DIFFERENT,
                result.rows() + " rows, Python " + oracle.at("/python/rows") + ", DuckDB " + oracle.at("/duckdb/rows"));
    }

    private static String reasons(CaseLake.Landed landed) {
        var reasons = new HashSet<String>();
        landed.quarantine().forEach(line -> reasons.add(line.path("reason").asText()));
        return landed.quarantine().size() + " " + reasons;
    }

    /// Whether all is as Python has it, and in tier C as either of the readers has it.
    private static boolean isEqual(JsonNode oracle, TableDigest.Result result) {
        if (oracle.at("/tier").asText().equals("C")
                && result.table().equals(oracle.at("/duckdb/table_sha256").asText())) {
            return true;
        }
        var columns = StreamSupport.stream(oracle.get("columns").spliterator(), false)
                .map(column -> column.path("sha256").asText())
                .toList();
        return result.rows() == oracle.at("/python/rows").asLong()
                && result.table().equals(oracle.at("/python/table_sha256").asText())
                && result.rowSet().equals(oracle.at("/python/row_set_checksum").asText())
                && (columns.isEmpty() || columns.contains("") || columns.equals(result.columns()));
    }

    /// Whether the rows of the table and the rejected ones are together what Python found.
    private static boolean isAccounted(JsonNode oracle, CaseLake.Landed landed) {
        var rows = new ArrayList<>(landed.rows());
        for (var line : landed.quarantine()) {
            if (line.has("rawLength")) {
                return false;
            }
            rows.add(LenientRow.cells(raw(line, charset(oracle)), character(oracle, "delimiter")).stream()
                    .map(Optional::of)
                    .toList());
        }
        int widest = rows.stream().mapToInt(List::size).max().orElse(0);
        var digest = new TableDigest(widest);
        rows.forEach(digest::add);
        return digest.result()
                .rowSet()
                .equals(oracle.at("/python/row_set_checksum").asText());
    }

    private static String raw(JsonNode line, Charset charset) {
        return line.has("raw")
                ? line.get("raw").asText()
                : new String(Base64.getDecoder().decode(line.path("rawBase64").asText()), charset);
    }

    private static Outcome typedOutcome(CasesFolder.Case file) throws IOException {
        var oracle = JSON.readTree(file.oracle().toFile());
        try {
            var landed = CaseLake.land(file.file(), format(oracle), columns(oracle, true));
            if (!landed.quarantine().isEmpty()) {
                var line = landed.quarantine().getFirst();
                return new Outcome(
                        Kind.QUARANTINED,
                        landed.quarantine().size() + ", first: "
                                + line.path("message").asText());
            }
            if (landed.isRefused()) {
                return new Outcome(Kind.REFUSED, landed.receipt().reason().orElse(""));
            }
            for (var column : oracle.get("columns")) {
                var values = landed.rows().stream()
                        .flatMap(row -> row.get(column.get("index").asInt()).stream())
                        .toList();
                if (!hasSums(column, values)) {
                    return new Outcome(Kind.DIFFERENT, "column " + column);
                }
            }
            return Outcome.equal();
        } catch (RuntimeException e) {
            return new Outcome(Kind.CRASHED, e.toString());
        }
    }

    private static boolean hasSums(JsonNode column, List<String> values) {
        return switch (column.get("type").asText()) {
            case "int64", "decimal", "integer-beyond-int64" -> {
                var numbers = values.stream().map(BigDecimal::new).toList();
                yield numbers.size() == column.get("non_empty").asInt()
                        && isNumber(column, "sum", numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                        && isNumber(
                                column,
                                "min",
                                numbers.stream().min(BigDecimal::compareTo).orElseThrow())
                        && isNumber(
                                column,
                                "max",
                                numbers.stream().max(BigDecimal::compareTo).orElseThrow());
            }
            case "date" -> {
                var days = values.stream().map(Long::valueOf).toList();
                yield days.size() == column.get("non_empty").asInt()
                        && isDay(
                                column,
                                "min",
                                days.stream().min(Long::compareTo).orElseThrow())
                        && isDay(
                                column,
                                "max",
                                days.stream().max(Long::compareTo).orElseThrow());
            }
            case "boolean" ->
                values.stream().filter("true"::equals).count()
                                == column.get("true").asLong()
                        && values.stream().filter("false"::equals).count()
                                == column.get("false").asLong();
            default -> true;
        };
    }

    private static boolean isNumber(JsonNode column, String what, BigDecimal value) {
        return new BigDecimal(column.get(what).asText()).compareTo(value) == 0;
    }

    private static boolean isDay(JsonNode column, String what, long value) {
        return LocalDate.parse(column.get(what).asText()).toEpochDay() == value;
    }

    private static InputFormat format(JsonNode oracle) {
        return new InputFormat.Csv(
                charset(oracle),
                InputFormat.DEFAULT_MAX_ROW_BYTES,
                (byte) character(oracle, "delimiter"),
                Optional.of((byte) character(oracle, "quote")),
                Optional.empty(),
                oracle.at("/dialect/header").asBoolean(),
                oracle.at("/dialect/skip_lines").asInt(),
                Optional.empty(),
                false,
                Unexpected.REJECT,
                Unexpected.REJECT);
    }

    private static char character(JsonNode oracle, String what) {
        return oracle.get("dialect").get(what).asText().charAt(0);
    }

    private static Charset charset(JsonNode oracle) {
        return switch (oracle.get("encoding").asText()) {
            case "ascii", "utf-8" -> StandardCharsets.UTF_8;
            case "latin-1" -> StandardCharsets.ISO_8859_1;
            case "utf-16-le" -> StandardCharsets.UTF_16LE;
            case "utf-16-be" -> StandardCharsets.UTF_16BE;
            case "utf-32-le" -> StandardCharsets.UTF_32LE;
            case "utf-32-be" -> StandardCharsets.UTF_32BE;
            case String other -> Charset.forName(other);
        };
    }

    /// One column a field, by position; a name that was there before gets its position behind it.
    private static List<ColumnSource> columns(JsonNode oracle, boolean typed) {
        var names = new HashSet<String>();
        var columns = new ArrayList<ColumnSource>();
        for (var column : oracle.get("columns")) {
            int index = column.get("index").asInt();
            var name = column.path("name").asText("");
            if (name.isBlank() || !names.add(name)) {
                name = name + "#" + index;
                names.add(name);
            }
            var type = typed ? type(column) : new ColumnType.Text();
            boolean required = type instanceof ColumnType.Text;
            columns.add(new ColumnSource(new Column(name, type, required), name, OptionalInt.of(index), AS_WRITTEN));
        }
        if (columns.isEmpty()) {
            columns.add(new ColumnSource(
                    new Column("only", new ColumnType.Text(), true), "only", OptionalInt.of(0), AS_WRITTEN));
        }
        return columns;
    }

    private static ColumnType type(JsonNode column) {
        return switch (column.get("type").asText()) {
            case "int64" -> new ColumnType.Int(64);
            case "integer-beyond-int64" -> new ColumnType.Decimal(38, 0);
            case "decimal" -> {
                int scale = column.get("max_scale").asInt();
                yield new ColumnType.Decimal(
                        Math.max(1, column.get("max_integer_digits").asInt() + scale), scale);
            }
            case "date" -> new ColumnType.Date();
            case "boolean" -> new ColumnType.Bool();
            default -> new ColumnType.Text();
        };
    }
}
