package io.lamella.entry.wiring.config;

import io.lamella.core.decode.InputFormat;
import io.lamella.core.decode.InputFormat.Csv;
import io.lamella.core.decode.InputFormat.Json;
import io.lamella.core.decode.InputFormat.NdJson;
import io.lamella.core.decode.InputFormat.Unexpected;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/// `format:`, a name or a map with options.
final class FormatReader {
    static final List<String> KEYS = List.of(
            "type",
            "delimiter",
            "quote",
            "escape",
            "header",
            "charset",
            "skip-lines",
            "comment",
            "trim",
            "missing-fields",
            "extra-fields",
            "max-row-size",
            "records");

    static final List<String> NDJSON_KEYS = List.of("type", "charset", "extra-fields", "max-row-size");
    static final List<String> JSON_KEYS = List.of("type", "charset", "extra-fields", "max-row-size", "records");

    private static final long MIN_ROW_BYTES = 1024;
    private static final long MAX_ROW_BYTES = 1024 * 1024 * 1024;

    private FormatReader() {}

    private enum Type {
        CSV,
        TSV,
        NDJSON,
        JSONL,
        JSON
    }

    static Optional<InputFormat> read(Value value) {
        if (!value.isMap()) {
            return value.oneOf(Type.class).map(FormatReader::defaults);
        }
        return value.section(KEYS).map(section -> {
            // If the type is a problem, the rest is looked at as if it were CSV, which has all the options.
            Type type = section.require("type", "type: csv")
                    .flatMap(name -> name.oneOf(Type.class))
                    .orElse(Type.CSV);
            return switch (defaults(type)) {
                case Csv csv -> csv(section, csv);
                case NdJson json -> ndjson(section, json);
                case Json json -> json(section, json);
            };
        });
    }

    private static InputFormat defaults(Type type) {
        Csv csv = Csv.DEFAULT;
        return switch (type) {
            case CSV -> csv;
            case TSV ->
                new Csv(
                        csv.charset(),
                        csv.maxRowBytes(),
                        (byte) '\t',
                        csv.quote(),
                        csv.escape(),
                        csv.header(),
                        csv.skipLines(),
                        csv.comment(),
                        csv.trim(),
                        csv.missingFields(),
                        csv.extraFields());
            case NDJSON, JSONL -> NdJson.DEFAULT;
            case JSON -> Json.DEFAULT;
        };
    }

    private static Csv csv(Section section, Csv defaults) {
        var csv = new Csv(
                charset(section),
                maxRowBytes(section),
                section.get("delimiter").flatMap(CsvCharacter::read).orElse(defaults.delimiter()),
                character(section, "quote", defaults.quote()),
                character(section, "escape", defaults.escape()),
                section.get("header").flatMap(Value::flag).orElse(defaults.header()),
                section.get("skip-lines")
                        .flatMap(lines -> lines.wholeNumber(0, 1_000_000))
                        .map(Math::toIntExact)
                        .orElse(defaults.skipLines()),
                character(section, "comment", defaults.comment()),
                section.get("trim").flatMap(Value::flag).orElse(defaults.trim()),
                unexpected(section, "missing-fields", defaults.missingFields()),
                unexpected(section, "extra-fields", defaults.extraFields()));
        CsvCharacter.checkDistinct(section, csv);
        section.get("records").ifPresent(value -> value.problemAtKey("is for json only; remove it"));
        return csv;
    }

    private static Optional<Byte> character(Section section, String key, Optional<Byte> otherwise) {
        return section.get(key).map(CsvCharacter::readOrNone).orElse(otherwise);
    }

    private static NdJson ndjson(Section section, NdJson defaults) {
        checkKeys(section, NDJSON_KEYS);
        return new NdJson(
                charset(section), maxRowBytes(section), unexpected(section, "extra-fields", defaults.extraFields()));
    }

    private static Json json(Section section, Json defaults) {
        checkKeys(section, JSON_KEYS);
        return new Json(
                charset(section),
                maxRowBytes(section),
                unexpected(section, "extra-fields", defaults.extraFields()),
                section.get("records")
                        .flatMap(value -> value.parsed(FormatReader::path))
                        .orElse(defaults.records()));
    }

    private static List<String> path(String text) {
        var keys = List.of(text.split("\\.", -1));
        if (keys.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "`" + text
                            + "` must be the key of an array, or keys joined by dots that lead to one: `Records`, `data.items`");
        }
        return keys;
    }

    private static void checkKeys(Section section, List<String> known) {
        for (String key : KEYS) {
            if (!known.contains(key)) {
                String only = key.equals("records") ? "json" : "csv and tsv";
                section.get(key).ifPresent(value -> value.problemAtKey("is for " + only + " only; remove it"));
            }
        }
    }

    private static Unexpected unexpected(Section section, String key, Unexpected otherwise) {
        return section.get(key).flatMap(value -> value.oneOf(Unexpected.class)).orElse(otherwise);
    }

    private static int maxRowBytes(Section section) {
        return section.get("max-row-size")
                .flatMap(value -> value.bytes(MIN_ROW_BYTES, MAX_ROW_BYTES))
                .map(Math::toIntExact)
                .orElse(InputFormat.DEFAULT_MAX_ROW_BYTES);
    }

    private static Charset charset(Section section) {
        return section.get("charset")
                .flatMap(value -> value.parsed(FormatReader::charset))
                .orElse(Csv.DEFAULT.charset());
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "unknown charset `" + name + "`"
                            + Suggestion.remedy(
                                    name, Charset.availableCharsets().keySet()),
                    e);
        }
    }
}
