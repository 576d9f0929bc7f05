package io.lamella.entry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.table.Receipt;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;

/// What became of one slice, as lines of a report.
record SliceReport(SliceStatus slice) {
    private static final int SHOWN_TEXT = 120;

    private boolean isRun() {
        return slice.task().source().isRun();
    }

    /// What its receipt tells.
    void print(Receipt receipt, PrintWriter out) {
        out.printf("  outcome      %s%n", isRun() ? "exported" : outcome(receipt.outcome()));
        receipt.reason().ifPresent(reason -> out.printf("  reason       %s%n", reason));
        out.printf(
                "  %-11s  %s, in %.1f s, attempt %s%n",
                isRun() ? "exported" : "converted",
                receipt.finishedAt(),
                Duration.between(receipt.startedAt(), receipt.finishedAt()).toMillis() / 1000.0,
                receipt.attempt());
        out.printf("  rows         %,d taken, %,d rejected%n", receipt.rows(), receipt.rejected());
        for (var place : slice.places()) {
            out.printf(
                    "    %-24s %,8d rows  %s%n",
                    place.partition().isEmpty() ? "(no partitions)" : place.partition(), place.rows(), where(place));
        }
        receipt.quarantine().ifPresent(key -> {
            out.printf("  quarantine   %s%n", key);
            slice.rejected().forEach(row -> rejected(json(row), out));
        });
    }

    private static String outcome(Receipt.Outcome outcome) {
        return switch (outcome) {
            case STAGED -> "converted";
            case CUT -> "cut into slices";
            case PENDING -> "cut into slices that count only together, and not all are converted yet";
            case REFUSED -> "refused as a whole; mend the object or the configuration, and let it land again";
            case GONE -> "it was deleted before it was read";
            case SUPERSEDED -> "it was overwritten before it was read; the new version is another object";
        };
    }

    private static String where(SliceStatus.Place place) {
        return place.part()
                .map(part -> "published in " + part.substring(part.lastIndexOf('/') + 1))
                .orElse(
                        place.staged()
                                ? "staged; published when the freshness of the dataset has passed"
                                : "PROBLEM: neither in the table nor staged; run `lamella verify`");
    }

    private void rejected(JsonNode row, PrintWriter out) {
        out.printf(
                "    %s %,d: %s%n",
                isRun() ? "row" : "line",
                row.path("line").asLong(),
                row.path("message").asText());
        var raw = row.path("raw").asText();
        out.printf("      %s%n", raw.length() <= SHOWN_TEXT ? raw : raw.substring(0, SHOWN_TEXT) + "…");
    }

    private static JsonNode json(String line) {
        try {
            return JsonText.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeTo(ObjectNode json) {
        json.put("dataset", slice.task().dataset())
                .put("slice", slice.slice().hex())
                .put("etag", slice.task().source().etag())
                .put("offset", slice.task().range().offset())
                .put("length", slice.task().range().length());
        slice.task().compressed().ifPresent(compressed -> compressed.writeTo(json));
        slice.receipt().ifPresent(receipt -> {
            json.put("outcome", receipt.outcome().name())
                    .put("attempt", receipt.attempt())
                    .put("rows", receipt.rows())
                    .put("rejected", receipt.rejected())
                    .put("startedAt", receipt.startedAt().toString())
                    .put("finishedAt", receipt.finishedAt().toString());
            receipt.reason().ifPresent(reason -> json.put("reason", reason));
            receipt.quarantine().ifPresent(key -> json.put("quarantine", key));
        });
        for (var place : slice.places()) {
            var one = json.withArray("partitions")
                    .addObject()
                    .put("partition", place.partition())
                    .put("rows", place.rows())
                    .put("staged", place.staged());
            place.part().ifPresent(part -> one.put("part", part));
        }
        slice.rejected().forEach(row -> json.withArray("rejectedRows").add(json(row)));
    }
}
