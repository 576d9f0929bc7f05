package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.entry.cli.text.Figures;
import java.io.PrintWriter;

/// What there is to load.
///
/// @param bytes of the files, as they lie in the store
record LoadListing(int files, long bytes) implements Report {
    @Override
    public void print(PrintWriter out) {
        out.println(line());
    }

    String line() {
        return "%s, %s".formatted(Figures.count(files, "file"), LoadReport.size(bytes));
    }

    @Override
    public ObjectNode json() {
        return JsonText.object().put("files", files).put("bytes", bytes);
    }
}
