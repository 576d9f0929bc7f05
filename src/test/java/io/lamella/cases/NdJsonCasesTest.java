package io.lamella.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.cases.Outcomes.Kind;
import io.lamella.cases.Outcomes.Outcome;
import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.decode.ValueFormat;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// NDJSON through the whole pipeline.
///
/// Integers are kept as they are written and compared by hash, as strings are; floating-point numbers by their sum. Of arrays and
/// objects the oracle has a form of its own, so only their number is compared.
class NdJsonCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final ValueFormat AS_WRITTEN = new ValueFormat(
            List.of(), List.of(), ZoneOffset.UTC, ValueFormat.Rounding.REJECT, ValueFormat.BinaryText.BASE64);

    @Test
    void valuesAreWhatIndependentReadersFound() throws IOException {
        var outcomes = new Outcomes("NDJSON", Set.of());
        for (var file : CasesFolder.find().ofKind("ndjson")) {
            outcomes.add(file, outcome(file));
        }
        outcomes.print();

        assertThat(outcomes.wrong()).isEmpty();
    }

    private static Outcome outcome(CasesFolder.Case file) throws IOException {
        var oracle = JSON.readTree(file.oracle().toFile());
        CaseLake.Landed landed;
        try {
            landed = CaseLake.land(file.file(), InputFormat.NdJson.DEFAULT, columns(oracle));
        } catch (RuntimeException e) {
            return new Outcome(Kind.CRASHED, e.toString());
        }
        if (landed.isRefused()) {
            return new Outcome(Kind.REFUSED, landed.receipt().reason().orElse(""));
        }
        if (landed.rows().size() != oracle.at("/python/objects").asInt()) {
            return new Outcome(Kind.DIFFERENT, landed.rows().size() + " rows");
        }
        if (landed.quarantine().size() != oracle.at("/python/rejected").asInt()) {
            return new Outcome(Kind.DIFFERENT, landed.quarantine().size() + " rejected");
        }
        return compare(oracle.get("columns"), landed);
    }

    private static Outcome compare(JsonNode columns, CaseLake.Landed landed) {
        for (int i = 0; i < columns.size(); i++) {
            int index = i;
            var values = landed.rows().stream().map(row -> row.get(index)).toList();
            if (!isEqual(columns.get(i), values)) {
                return new Outcome(Kind.DIFFERENT, "column " + columns.get(i));
            }
        }
        return landed.quarantine().isEmpty()
                ? Outcome.equal()
                : new Outcome(Kind.ACCOUNTED, landed.quarantine().size() + " rejected");
    }

    private static boolean isEqual(JsonNode column, List<Optional<String>> values) {
        var counts = column.get("counts");
        boolean allThere = values.stream().filter(Optional::isEmpty).count()
                == counts.path("null").asLong();
        return allThere
                && switch (type(column)) {
                    case ColumnType.Float64 _ ->
                        sum(values)
                                        .compareTo(new BigDecimal(
                                                column.get("float_sum").asText()))
                                == 0;
                    case ColumnType.Json _ -> true;
                    default -> hash(values).equals(column.get("sha256").asText());
                };
    }

    private static BigDecimal sum(List<Optional<String>> values) {
        double sum = values.stream()
                .flatMap(Optional::stream)
                .mapToDouble(hex -> Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(hex)))
                .sum();
        return BigDecimal.valueOf(sum);
    }

    private static String hash(List<Optional<String>> values) {
        var digest = new TableDigest(1);
        values.forEach(value -> digest.add(List.of(value)));
        return digest.result().columns().getFirst();
    }

    private static List<ColumnSource> columns(JsonNode oracle) {
        var columns = new ArrayList<ColumnSource>();
        for (var column : oracle.get("columns")) {
            columns.add(source(column.get("name").asText(), type(column)));
        }
        return columns.isEmpty() ? List.of(source("id", new ColumnType.Text())) : columns;
    }

    private static ColumnSource source(String name, ColumnType type) {
        return new ColumnSource(new Column(name, type, false), name, OptionalInt.empty(), AS_WRITTEN);
    }

    private static ColumnType type(JsonNode column) {
        var counts = column.get("counts");
        if (counts.has("array") || counts.has("object")) {
            return new ColumnType.Json();
        }
        return counts.has("float") ? new ColumnType.Float64() : new ColumnType.Text();
    }
}
