package io.lamella.entry.cli.infer;

import java.io.IOException;
import java.util.List;

/// Finds out how files are written.
final class Layouts {
    private static final long FIRST_LINES = 1000;

    private Layouts() {}

    /// @param hasHeader whether CSV may have a header
    static Layout find(List<SampleFile> files, boolean hasHeader) throws IOException {
        var charset = Lines.charset(files);
        var lines = Lines.first(files, charset, FIRST_LINES);
        if (lines.isEmpty()) {
            throw new IOException(files.getFirst().path() + " has no row to look at");
        }
        var documents = new DocumentLayout(files, charset).find(lines);
        var layout = documents.isPresent() ? documents.get() : ofLines(files, charset, lines, hasHeader);
        return charset.equals(Lines.UTF_8)
                ? layout
                : layout.with(
                        layout.format(),
                        "the text is not UTF-8. It is taken for " + charset + ", which takes almost anything");
    }

    private static Layout ofLines(List<SampleFile> files, String charset, List<String> lines, boolean hasHeader)
            throws IOException {
        boolean json =
                lines.stream().filter(line -> line.strip().startsWith("{")).count() * 2 > lines.size();
        return json ? new JsonLayout(files, charset).find() : new CsvLayout(files, charset, lines, hasHeader).find();
    }
}
