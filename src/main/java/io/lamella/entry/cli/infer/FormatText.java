package io.lamella.entry.cli.infer;

import io.lamella.core.decode.InputFormat;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The `format:` of a dataset, as the configuration has it.
///
/// @param options in the order in which they are written, each as YAML
record FormatText(Map<String, String> options) {
    FormatText {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    static FormatText of(String type) {
        return new FormatText(Map.of("type", type));
    }

    FormatText with(String option, String value) {
        var more = new LinkedHashMap<>(options);
        more.put(option, value);
        return new FormatText(more);
    }

    /// What the configuration takes it for.
    InputFormat format() {
        var text = "lake: {bucket: none}\ndatasets: {x: {source: 's3://some/**', format: " + inline()
                + ", columns: {x: string}}}";
        return ConfigLoader.parse("format", text).datasets().getFirst().format();
    }

    /// On one line.
    String inline() {
        return options.size() == 1
                ? options.getOrDefault("type", "csv")
                : options.entrySet().stream()
                        .map(option -> option.getKey() + ": " + option.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
