package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
        return "%s, %s".formatted(LoadReport.files(files), LoadReport.size(bytes));
    }

    @Override
    public ObjectNode json() {
        return JsonText.object().put("files", files).put("bytes", bytes);
    }
}
