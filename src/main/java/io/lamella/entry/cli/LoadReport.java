package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
        return "%,d %s out of %s%s of %s, written as %s in %.1f s"
                .formatted(rows, rows == 1 ? "row" : "rows", some, files(files), size(bytes), size(written), seconds);
    }

    /// Such as `1 file` and `12,345 files`.
    static String files(int files) {
        return "%,d %s".formatted(files, files == 1 ? "file" : "files");
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
