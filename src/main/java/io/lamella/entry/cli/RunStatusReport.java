package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.table.Receipt;
import java.io.PrintWriter;

/// What became of a run of an export, as text or as JSON.
///
/// @param uploads that attempts at the run have begun and not ended
record RunStatusReport(SliceStatus run, int uploads) implements Report {
    private String uri() {
        return run.task().source().uri();
    }

    @Override
    public void print(PrintWriter out) {
        out.println(uri());
        out.printf("  dataset      %s%n", run.task().dataset());
        out.printf("  slice        %s%n", run.slice());
        run.receipt().ifPresentOrElse(receipt -> print(receipt, out), () -> printNone(out));
        if (uploads > 0) {
            out.printf("  uploads      %,d are pending: an attempt is at work, or was killed%n", uploads);
        }
    }

    private void print(Receipt receipt, PrintWriter out) {
        new SliceReport(run).print(receipt, out);
        out.printf(
                "  query        %s (the first 128 bits of its SHA-256)%n",
                receipt.task().source().etag());
    }

    private void printNone(PrintWriter out) {
        out.println(
                "  outcome      none: no attempt at this run has come to its end, and nothing of it is in the table");
        out.println("               If it is not at work, start `lamella export` again with the same run id: it frees");
        out.println("               what was uploaded, and begins anew. Run ids are told apart by case.");
    }

    @Override
    public ObjectNode json() {
        var json =
                JsonText.object().put("source", uri()).put("ok", run.isGood()).put("pendingUploads", uploads);
        new SliceReport(run).writeTo(json.putArray("datasets").addObject());
        return json;
    }
}
