package io.lamella.entry.wiring.config;

import io.lamella.core.decode.ValueFormat;
import io.lamella.core.decode.ValueFormat.BinaryText;
import io.lamella.core.schema.ColumnType;
import io.lamella.entry.wiring.config.TypeReader.Typed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The types that are made of others, as Hive and Athena write them: `array<string>`, `map<string,int64>`,
/// `struct<sku:string,price:decimal(18,2)>`.
final class NestedTypeReader {
    static final List<String> NAMES = List.of("array", "map", "struct");

    /// Names that other systems have for them.
    private static final Map<String, String> FOREIGN =
            Map.of("list", "array", "row", "struct", "record", "struct", "object", "struct", "dict", "map");

    private final Set<BinaryText> binaries = new HashSet<>();

    private NestedTypeReader() {}

    /// Whether a text is of the form of these types, right or wrong.
    static boolean isNested(String text) {
        return text.indexOf('<') >= 0 || NAMES.contains(text.strip());
    }

    static Typed read(String text) {
        var reader = new NestedTypeReader();
        var type = reader.nested(text.strip());
        if (type.depth() > ColumnType.MAX_DEPTH) {
            throw new IllegalArgumentException("types may stand " + ColumnType.MAX_DEPTH
                    + " deep in each other, but here it is " + type.depth() + "; take `json` for what lies deeper");
        }
        if (reader.binaries.size() > 1) {
            throw new IllegalArgumentException("all `binary` in one column must be written in the same way");
        }
        return new Typed(type, reader.binaries.stream().findFirst().orElse(ValueFormat.DEFAULT.binary()));
    }

    private ColumnType type(String text) {
        if (text.endsWith(ColumnReader.REQUIRED)) {
            throw new IllegalArgumentException(
                    "`" + text + "` stands within another type, where all may be null: only a"
                            + " whole column is `required`; write `"
                            + text.substring(0, text.length() - ColumnReader.REQUIRED.length()) + "`");
        }
        if (isNested(text)) {
            return nested(text);
        }
        var typed = TypeReader.parse(text);
        if (typed.type() instanceof ColumnType.Binary) {
            binaries.add(typed.binary());
        }
        return typed.type();
    }

    private ColumnType nested(String text) {
        int open = text.indexOf('<');
        String name = open < 0 ? text : text.substring(0, open).strip();
        if (!NAMES.contains(name)) {
            throw unknown(name);
        }
        if (open < 0 || !text.endsWith(">")) {
            throw new IllegalArgumentException("`" + text + "` must be of the form " + form(name));
        }
        var parts = Commas.split(text.substring(open + 1, text.length() - 1));
        return switch (name) {
            case "array" -> {
                require(parts.size() == 1, text, name);
                yield new ColumnType.Array(type(parts.getFirst()));
            }
            case "map" -> {
                require(parts.size() == 2, text, name);
                var key = type(parts.getFirst());
                if (key instanceof ColumnType.Nested) {
                    throw new IllegalArgumentException(
                            "the keys of a map must be scalars, but `" + parts.getFirst() + "` is none");
                }
                yield new ColumnType.Map(key, type(parts.getLast()));
            }
            default -> struct(parts.stream().map(part -> field(part, text)).toList());
        };
    }

    private static ColumnType struct(List<ColumnType.Field> fields) {
        var names = new HashMap<String, String>();
        for (var field : fields) {
            var other = names.putIfAbsent(field.name().toLowerCase(Locale.ROOT), field.name());
            if (other != null && !other.equals(field.name())) {
                throw new IllegalArgumentException("the fields `" + other + "` and `" + field.name()
                        + "` are the same to readers that ignore case (Athena, Hive, Spark); leave one out, or take"
                        + " `json` for the column");
            }
        }
        return new ColumnType.Struct(fields);
    }

    private ColumnType.Field field(String part, String text) {
        int colon = part.indexOf(':');
        require(colon > 0, text, "struct");
        return new ColumnType.Field(
                part.substring(0, colon).strip(), type(part.substring(colon + 1).strip()));
    }

    private static void require(boolean fits, String text, String name) {
        if (!fits) {
            throw new IllegalArgumentException("`" + text + "` must be of the form " + form(name));
        }
    }

    private static String form(String name) {
        return switch (name) {
            case "array" -> "`array<string>`";
            case "map" -> "`map<string,int64>`";
            default -> "`struct<id:int64,name:string>`";
        };
    }

    private static IllegalArgumentException unknown(String name) {
        String known = FOREIGN.get(name);
        return new IllegalArgumentException("unknown type `" + name + "<…>`"
                + (known == null ? Suggestion.remedy(name, NAMES) : Suggestion.didYouMean(known)));
    }
}
