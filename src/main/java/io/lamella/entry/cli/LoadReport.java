package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.entry.cli.text.Figures;
import java.io.PrintWriter;

/// What was loaded.
///
/// @param read how many of the files; of the others paths told that they have no row that is wanted
/// @param bytes of all files, as they lie in the store
/// @param written bytes of the output
record LoadReport(int files, int read, long bytes, long rows, long written, double seconds) implements Report {
    private static final double GIGA = 1e9;

    @Override
    public void print(PrintWriter out) {
        out.println(line());
    }

    String line() {
        var some = read == files ? "" : "%,d of ".formatted(read);
        return "%s out of %s%s of %s, written as %s in %.1f s"
                .formatted(
                        Figures.count(rows, "row"),
                        some,
                        Figures.count(files, "file"),
                        size(bytes),
                        size(written),
                        seconds);
    }

    /// Such as `7.01 GB` or `12.3 MB`.
    static String size(long bytes) {
        return bytes < GIGA ? "%.1f MB".formatted(bytes / 1e6) : "%.2f GB".formatted(bytes / GIGA);
    }

    @Override
    public ObjectNode json() {
        return JsonText.object()
                .put("files", files)
                .put("read", read)
                .put("bytes", bytes)
                .put("rows", rows)
                .put("written", written)
                .put("seconds", seconds);
    }
}
