package io.lamella.entry.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Receipt;
import io.lamella.pipeline.Location;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What became of a source object, as text or as JSON.
///
/// @param source as it is now; empty if it was deleted
/// @param matched whether a dataset has a source that matches it
/// @param slices one for each dataset that it belongs to, or one for each version and dataset
record StatusReport(Location location, Optional<SourceObject> source, boolean matched, List<SliceStatus> slices)
        implements Report {
    private static final int SHOWN_TEXT = 120;

    StatusReport {
        slices = List.copyOf(slices);
    }

    boolean isGood() {
        return !slices.isEmpty() && slices.stream().allMatch(SliceStatus::isGood);
    }

    @Override
    public void print(PrintWriter out) {
        out.println(location);
        source.ifPresentOrElse(
                now -> out.printf("  %,d bytes, ETag %s%n", now.size(), now.etag()),
                () -> out.println("  is not there (any more); below is what became of its versions, the latest first"));
        if (!matched) {
            out.println();
            out.println(
                    "  No dataset has a source that matches it. Compare its key with `source:` in the configuration.");
        }
        if (matched && slices.isEmpty()) {
            out.println();
            out.println("  No receipt tells of it: no version of it was ever converted.");
        }
        slices.forEach(slice -> print(slice, out));
    }

    private void print(SliceStatus slice, PrintWriter out) {
        out.println();
        out.printf("  dataset      %s%n", slice.task().dataset());
        out.printf("  slice        %s%n", slice.slice());
        var version = slice.task().source();
        var range = slice.task().range();
        if (!slice.task().isWhole()) {
            var ofText = slice.task().compressed().isPresent() ? " of its text" : "";
            out.printf("  bytes        %,d to %,d%s%n", range.offset(), range.end() - 1, ofText);
        }
        if (!source.equals(Optional.of(version))) {
            out.printf("  version      %,d bytes, ETag %s%n", version.size(), version.etag());
        }
        slice.receipt().ifPresentOrElse(receipt -> print(slice, receipt, out), () -> {
            out.println("  outcome      none yet: this version of the object was not converted");
            out.println("               Is the pipeline running, and did the object land while it was? If it was");
            out.println("               tried and failed, its message is in the dead-letter queue. With a folder,");
            out.println("               `lamella run` takes everything that has no receipt.");
        });
    }

    private static void print(SliceStatus slice, Receipt receipt, PrintWriter out) {
        out.printf("  outcome      %s%n", outcome(receipt.outcome()));
        receipt.reason().ifPresent(reason -> out.printf("  reason       %s%n", reason));
        out.printf(
                "  converted    %s, in %.1f s, attempt %s%n",
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

    private static void rejected(JsonNode row, PrintWriter out) {
        out.printf(
                "    line %,d: %s%n",
                row.path("line").asLong(), row.path("message").asText());
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

    @Override
    public ObjectNode json() {
        var json = JsonText.object()
                .put("source", location.toString())
                .put("exists", source.isPresent())
                .put("ok", isGood());
        source.ifPresent(now -> json.put("etag", now.etag()).put("size", now.size()));
        var list = json.putArray("datasets");
        slices.forEach(slice -> json(slice, list.addObject()));
        return json;
    }

    private static void json(SliceStatus slice, ObjectNode json) {
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
