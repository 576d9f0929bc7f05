package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.table.Receipt;
import io.lamella.entry.cli.text.Figures;
import io.lamella.pipeline.Export;
import java.io.PrintWriter;
import java.time.Duration;

/// What became of a run of an export.
///
/// @param waits whether rows of it are staged still
record ExportReport(Export.Result result, boolean waits) implements Report {
    private static final double MILLIS = 1e3;

    @Override
    public void print(PrintWriter out) {
        var receipt = result.receipt();
        var run = receipt.task().source().uri();
        if (result.before()) {
            out.printf("%s was exported before, at %s; nothing was added%n", run, receipt.finishedAt());
        } else {
            out.printf("%s: exported in %.1f s, %,.0f rows a second%n", run, seconds(receipt), rate(receipt));
        }
        out.printf("%n  rows read           %,13d   (%,d bytes as text)%n", read(receipt), receipt.decodedBytes());
        out.printf(
                "  rows %-13s  %,13d   (%,d bytes of Parquet, %s)%n",
                waits ? "staged" : "in the table",
                receipt.rows(),
                bytes(receipt),
                Figures.count(receipt.partitions().size(), "partition"));
        out.printf("  rows in quarantine  %,13d%n", receipt.rejected());
        receipt.quarantine().ifPresent(key -> out.printf("%n  rejected rows, each with its reason: %s%n", key));
        if (result.abortedUploads() > 0) {
            out.printf("%n  freed %,d uploads that an earlier attempt had left%n", result.abortedUploads());
        }
    }

    private static long read(Receipt receipt) {
        return receipt.rows() + receipt.rejected();
    }

    private static long bytes(Receipt receipt) {
        return receipt.partitions().stream().mapToLong(Receipt.Staged::bytes).sum();
    }

    private static double seconds(Receipt receipt) {
        return Duration.between(receipt.startedAt(), receipt.finishedAt()).toMillis() / MILLIS;
    }

    private static double rate(Receipt receipt) {
        return read(receipt) / Math.max(1 / MILLIS, seconds(receipt));
    }

    @Override
    public ObjectNode json() {
        var receipt = result.receipt();
        var json = new ObjectMapper()
                .createObjectNode()
                .put("run", receipt.task().source().uri())
                .put("before", result.before())
                .put("rowsRead", read(receipt))
                .put("rows", receipt.rows())
                .put("rejected", receipt.rejected())
                .put("published", !waits)
                .put("textBytes", receipt.decodedBytes())
                .put("parquetBytes", bytes(receipt))
                .put("seconds", seconds(receipt))
                .put("abortedUploads", result.abortedUploads());
        receipt.quarantine().ifPresent(key -> json.put("quarantine", key));
        var partitions = json.putArray("partitions");
        for (var staged : receipt.partitions()) {
            partitions.addObject().put("partition", staged.partition()).put("rows", staged.rows());
        }
        return json;
    }
}
