package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.pipeline.Audit;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/// What is in a table, and what is wrong with it.
///
/// @param receipts is all zeros if a part does not open
record VerifyReport(String dataset, List<Audit.PartReport> parts, ReceiptCheck receipts) implements Report {
    VerifyReport {
        parts = List.copyOf(parts);
    }

    List<String> problems() {
        return Stream.concat(
                        parts.stream()
                                .flatMap(part ->
                                        part.problems().stream().map(problem -> part.location() + ": " + problem)),
                        receipts.problems().stream())
                .toList();
    }

    @Override
    public void print(PrintWriter out) {
        var problems = problems();
        if (parts.isEmpty()) {
            out.println("  the table has no parts yet");
        }
        out.println();
        out.printf("  parts               %,12d%n", parts.size());
        out.printf("  bytes               %,12d%n", bytes());
        out.printf("  rows in the table   %,12d   (all decoded)%n", rows());
        if (receipts.receipts() > 0) {
            out.printf("  rows still waiting  %,12d   (staged)%n", receipts.waiting());
            out.printf("  rows in quarantine  %,12d%n", receipts.rejected());
            out.printf(
                    "  receipts            %,12d   (they name %,d rows)%n",
                    receipts.receipts(), receipts.published() + receipts.waiting());
        }
        out.println();
        if (problems.isEmpty()) {
            out.println("  No problem found.");
        } else {
            out.printf("  %d problems:%n", problems.size());
            problems.forEach(problem -> out.println("  - " + problem));
        }
    }

    private long rows() {
        return parts.stream().mapToLong(Audit.PartReport::rows).sum();
    }

    private long bytes() {
        return parts.stream().mapToLong(Audit.PartReport::bytes).sum();
    }

    @Override
    public ObjectNode json() {
        var problems = problems();
        var object = JsonText.object()
                .put("dataset", dataset)
                .put("ok", problems.isEmpty())
                .put("rows", rows())
                .put("bytes", bytes())
                .put("receipts", receipts.receipts())
                .put("waitingRows", receipts.waiting())
                .put("rejectedRows", receipts.rejected());
        var list = object.putArray("parts");
        for (var part : parts) {
            var one = list.addObject()
                    .put("part", part.location().toString())
                    .put("rows", part.rows())
                    .put("bytes", part.bytes())
                    .put("deadBytes", part.deadBytes())
                    .put("rowGroups", part.rowGroups())
                    .put("snapshots", part.snapshots())
                    .put("slices", part.slices())
                    .put("sealed", part.sealed());
            part.problems().forEach(one.withArray("problems")::add);
        }
        problems.forEach(object.withArray("problems")::add);
        return object;
    }
}
