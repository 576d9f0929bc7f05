package io.lamella.entry.cli.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the keys of NDJSON: which there are, not what they hold.
final class JsonLayout {
    private final List<SampleFile> files;
    private final String charset;
    private final Set<String> keys = new LinkedHashSet<>();
    private final JsonFactory json = new JsonFactory();

    JsonLayout(List<SampleFile> files, String charset) {
        this.files = files;
        this.charset = charset;
    }

    Layout find() throws IOException {
        for (var file : files) {
            file.read(Lines.format(charset), Lines.COLUMN, row -> row.getFirst().ifPresent(this::addKeys));
        }
        var format = FormatText.of("ndjson");
        return new Layout(
                charset.equals(Lines.UTF_8) ? format : format.with("charset", charset),
                Names.of(new ArrayList<>(keys), false),
                List.of("one JSON object a line, %,d keys in all".formatted(keys.size())),
                List.of());
    }

    private void addKeys(String line) {
        try (var parser = json.createParser(line)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    keys.add(parser.currentName());
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
        } catch (IOException _) {
            // The decoder tells of it, with the line, when the draft is tried. The keys so far count.
        }
    }
}
