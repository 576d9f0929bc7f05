package io.lamella.entry.wiring.config;

import io.lamella.core.table.Lake;
import io.lamella.core.table.SourcePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `source:` or `sources:`
final class SourcesReader {
    private static final Pattern JSON_KEY = Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.[a-z0-9]+)?");

    private SourcesReader() {}

    static List<SourcePattern> read(Section section, Optional<Lake> lake) {
        Optional<Value> one = section.get("source");
        Optional<Value> many = section.get("sources");
        if (one.isPresent() && many.isPresent()) {
            many.get().problemAtKey("there is a `source` already; move it into this list");
        }
        if (one.isEmpty() && many.isEmpty()) {
            section.require("source", "source: s3://<bucket>/<pattern>");
        }
        var values = new ArrayList<Value>();
        one.filter(Value::isList).ifPresent(value -> value.mustBe("text", "; several are written under `sources:`"));
        one.filter(value -> !value.isList()).ifPresent(values::add);
        many.ifPresent(list -> values.addAll(list.list()));

        var sources = new ArrayList<SourcePattern>();
        for (Value value : values) {
            value.parsed(SourcePattern::parse).ifPresent(source -> {
                if (sources.contains(source)) {
                    value.problem("`" + source + "` is there twice");
                }
                lake.filter(there -> there.feeds(source)).ifPresent(there -> value.problem(feedsItself(source, there)));
                sources.add(source);
            });
        }
        return sources;
    }

    private static String feedsItself(SourcePattern source, Lake lake) {
        return "`" + source + "` may match what Lamella itself writes to s3://" + lake.bucket() + "/" + lake.prefix()
                + ", and would go round in circles; narrow the pattern to a folder of its own or choose another"
                + " `lake.bucket` or `lake.prefix`";
    }

    /// A guess, for the sake of whoever forgot `format`: to read JSON as CSV only fills the quarantine.
    static void checkLooksLikeCsv(Section section, List<SourcePattern> sources) {
        sources.stream()
                .filter(source -> JSON_KEY.matcher(source.keyPattern()).matches())
                .findFirst()
                .ifPresent(source -> section.value()
                        .problemAtKey("`format` is missing, and `" + source
                                + "` does not look like CSV; add `format: ndjson` for one object a line, `format: json` for other"
                                + " documents, or `format: csv`"));
    }
}
