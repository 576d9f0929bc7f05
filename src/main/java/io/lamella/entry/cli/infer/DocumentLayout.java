package io.lamella.entry.cli.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Finds the records of JSON documents, which go over many lines, or have their records in an array.
final class DocumentLayout {
    /// How much of a file is looked through for keys, in characters.
    private static final int MAX_TEXT = 16 * 1024 * 1024;

    private final List<SampleFile> files;
    private final String charset;

    DocumentLayout(List<SampleFile> files, String charset) {
        this.files = files;
        this.charset = charset;
    }

    /// Empty if the sample is something else: a JSON object a line, or no JSON.
    ///
    /// @param lines the first of the sample
    Optional<Layout> find(List<String> lines) throws IOException {
        var first = lines.getFirst().strip();
        if (!first.startsWith("[") && !first.startsWith("{")) {
            return Optional.empty();
        }
        boolean alone = isObject(first);
        if (alone && lines.size() > files.size()) {
            return Optional.empty();
        }
        var found = new JsonDocuments();
        for (var file : files) {
            found.add(text(file));
        }
        return layout(found, alone);
    }

    /// @param alone whether each document is an object on one line
    private Optional<Layout> layout(JsonDocuments found, boolean alone) {
        var documents = found.documents();
        boolean single = documents.count() == files.size();
        var inArray = found.inArray().filter(records -> single && records.count() > documents.count());
        if (inArray.isPresent()) {
            return Optional.of(inArray(inArray.get()));
        }
        if (alone || documents.keys().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Layout(
                format("json"),
                Names.of(documents.keys(), false),
                List.of("JSON documents: %,d records, %,d keys in all"
                        .formatted(documents.count(), documents.keys().size())),
                List.of()));
    }

    private Layout inArray(JsonDocuments.Records records) {
        return new Layout(
                format("json").with("records", YamlText.quoted(records.path())),
                Names.of(records.keys(), false),
                List.of("a JSON document a file, with %,d objects in the array `%s`, %,d keys in all"
                        .formatted(
                                records.count(), records.path(), records.keys().size())),
                List.of("the elements of `" + records.path()
                        + "` are taken for the rows, and what stands beside them is"
                        + " passed over. If the document itself is the row, remove `records` and declare its keys"));
    }

    private FormatText format(String type) {
        var format = FormatText.of(type);
        return charset.equals(Lines.UTF_8) ? format : format.with("charset", charset);
    }

    /// Whether a line is a whole JSON object.
    private static boolean isObject(String line) {
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException _) {
            return false;
        }
    }

    private String text(SampleFile file) throws IOException {
        var text = new StringBuilder();
        file.allRows()
                .read(
                        Lines.format(charset),
                        Lines.COLUMN,
                        row -> row.getFirst()
                                .filter(_ -> text.length() < MAX_TEXT)
                                .ifPresent(line -> text.append(line).append('\n')));
        return text.toString();
    }
}
