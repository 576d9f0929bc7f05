package io.lamella.entry.cli.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where JSON documents have their records: they are records themselves, or elements of an array in them.
final class JsonDocuments {
    /// How many objects down arrays of records are looked for.
    private static final int MAX_DEPTH = 3;

    private static final int MAX_PLACES = 1000;

    private final Map<List<String>, Records> places = new LinkedHashMap<>();
    private final Records documents = new Records(List.of());
    private final JsonFactory json = new JsonFactory();

    /// Objects that stand in one place, which is told by the keys that lead to it from the document.
    static final class Records {
        private final List<String> path;
        private final Set<String> keys = new LinkedHashSet<>();
        private long count;

        private Records(List<String> path) {
            this.path = path;
        }

        /// As the option `records` has it; empty if documents are the records, or arrays of them.
        String path() {
            return String.join(".", path);
        }

        List<String> keys() {
            return List.copyOf(keys);
        }

        long count() {
            return count;
        }
    }

    /// Takes the text of a file, or as much of it as is looked at. What is no JSON ends it.
    void add(String text) {
        try (var parser = json.createParser(text)) {
            while (parser.nextToken() != null) {
                document(parser);
            }
        } catch (IOException _) {
            // It is no JSON, or is cut short: the decoder tells where, when the draft is tried. The keys so far count.
        }
    }

    /// The documents themselves, or the elements of those that are arrays.
    Records documents() {
        return documents;
    }

    /// The most objects that stand in an array within documents; empty if there are none.
    Optional<Records> inArray() {
        return places.values().stream().max(Comparator.comparingLong(Records::count));
    }

    private void document(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            object(parser, documents, List.of());
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            elements(parser, documents);
        }
    }

    /// Takes an object, and looks for arrays in it.
    private void object(JsonParser parser, Records record, List<String> path) throws IOException {
        record.count++;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var key = parser.currentName();
            record.keys.add(key);
            parser.nextToken();
            within(parser, below(path, key));
        }
    }

    private void within(JsonParser parser, List<String> path) throws IOException {
        boolean isPlace = path.size() <= MAX_DEPTH
                && !path.getLast().isEmpty()
                && !path.getLast().contains(".");
        if (isPlace && parser.currentToken() == JsonToken.START_ARRAY && places.size() < MAX_PLACES) {
            var found = Optional.ofNullable(places.get(path)).orElseGet(() -> new Records(path));
            elements(parser, found);
            if (found.count > 0) {
                places.put(path, found);
            }
        } else if (isPlace && parser.currentToken() == JsonToken.START_OBJECT) {
            object(parser, new Records(path), path);
        } else {
            parser.skipChildren();
        }
    }

    /// Takes the objects of an array; no array in them is one of records.
    private static void elements(JsonParser parser, Records records) throws IOException {
        var token = parser.nextToken();
        while (token != JsonToken.END_ARRAY && token != null) {
            if (token == JsonToken.START_OBJECT) {
                records.count++;
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    records.keys.add(parser.currentName());
                    parser.nextToken();
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
            token = parser.nextToken();
        }
    }

    private static List<String> below(List<String> path, String key) {
        var longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }
}
