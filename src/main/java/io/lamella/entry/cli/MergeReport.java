package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.entry.cli.text.Figures;
import java.io.PrintWriter;

/// What came of the merge of local files.
///
/// @param rowGroups of the merged file
/// @param copied those of them that were copied as they were
record MergeReport(int files, long rows, int rowGroups, int copied, long inputBytes, long outputBytes, double seconds)
        implements Report {

    @Override
    public void print(PrintWriter out) {
        out.printf("  files       %,14d%n", files);
        out.printf("  rows        %,14d%n", rows);
        out.printf("  read        %,14d bytes%n", inputBytes);
        out.printf(
                "  written     %,14d bytes in %s, %d of them copied%n",
                outputBytes, Figures.count(rowGroups, "row group"), copied);
        out.printf("  time        %14.2f s%n", seconds);
    }

    @Override
    public ObjectNode json() {
        return JsonText.object()
                .put("files", files)
                .put("rows", rows)
                .put("rowGroups", rowGroups)
                .put("copiedRowGroups", copied)
                .put("inputBytes", inputBytes)
                .put("outputBytes", outputBytes)
                .put("seconds", seconds);
    }
}
