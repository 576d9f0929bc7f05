package io.lamella.entry.wiring.config;

import io.lamella.core.decode.ValueFormat;
import io.lamella.core.decode.ValueFormat.BinaryText;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimeUnit;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The name of a column's type, with its arguments.
final class TypeReader {
    static final List<String> NAMES = List.of(
            "string",
            "boolean",
            "int8",
            "int16",
            "int32",
            "int64",
            "float",
            "double",
            "decimal",
            "date",
            "time",
            "timestamp",
            "uuid",
            "binary",
            "json");

    /// Other names for the same types that are taken too.
    static final Map<String, String> ALIASES = Map.of("int", "int32", "long", "int64", "bigint", "int64");

    /// Names that other systems have for our types: not taken, but understood.
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("varchar", "string"),
            Map.entry("char", "string"),
            Map.entry("text", "string"),
            Map.entry("str", "string"),
            Map.entry("bool", "boolean"),
            Map.entry("tinyint", "int8"),
            Map.entry("byte", "int8"),
            Map.entry("smallint", "int16"),
            Map.entry("short", "int16"),
            Map.entry("integer", "int32"),
            Map.entry("real", "float"),
            Map.entry("float32", "float"),
            Map.entry("float64", "double"),
            Map.entry("number", "decimal(18,2)"),
            Map.entry("numeric", "decimal(18,2)"),
            Map.entry("datetime", "timestamp"),
            Map.entry("timestamptz", "timestamp"),
            Map.entry("bytes", "binary"),
            Map.entry("bytea", "binary"),
            Map.entry("varbinary", "binary"),
            Map.entry("object", "json"),
            Map.entry("variant", "json"));

    private TypeReader() {}

    /// @param binary how bytes are written; for types other than binary, the default
    record Typed(ColumnType type, BinaryText binary) {
        /// Stands in where the type is a problem.
        static final Typed UNKNOWN = new Typed(new ColumnType.Text());

        Typed(ColumnType type) {
            this(type, ValueFormat.DEFAULT.binary());
        }
    }

    static Optional<Typed> read(Value value, String text) {
        return value.parsed(_ -> parse(text));
    }

    static Typed parse(String text) {
        if (isCutAtComma(text)) {
            throw new IllegalArgumentException(
                    "`" + text
                            + "` ends too early: within braces, types with commas need quotes, as in `{price: \"decimal(18,2)\"}`");
        }
        if (NestedTypeReader.isNested(text)) {
            return NestedTypeReader.read(text);
        }
        Call call = Call.parse(text, "decimal(18,2)` or `decimal(18,2) required");
        String name = ALIASES.getOrDefault(call.name(), call.name());
        var arguments = new ArrayList<>(call.arguments());
        Typed type = switch (name) {
            case "string" -> new Typed(new ColumnType.Text());
            case "boolean" -> new Typed(new ColumnType.Bool());
            case "int8" -> new Typed(new ColumnType.Int(8));
            case "int16" -> new Typed(new ColumnType.Int(16));
            case "int32" -> new Typed(new ColumnType.Int(32));
            case "int64" -> new Typed(new ColumnType.Int(64));
            case "float" -> new Typed(new ColumnType.Float32());
            case "double" -> new Typed(new ColumnType.Float64());
            case "date" -> new Typed(new ColumnType.Date());
            case "uuid" -> new Typed(new ColumnType.Uuid());
            case "json" -> new Typed(new ColumnType.Json());
            case "decimal" -> new Typed(decimal(text, arguments));
            case "time" -> new Typed(new ColumnType.Time(take(arguments, TimeUnit.MICROS)));
            case "timestamp" -> new Typed(timestamp(arguments));
            case "binary" -> new Typed(new ColumnType.Binary(), take(arguments, BinaryText.BASE64));
            default -> throw unknown(call.name());
        };
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("unknown argument `" + arguments.getFirst() + "` of `" + name + "`"
                    + remedy(name, arguments.getFirst()));
        }
        return type;
    }

    /// YAML takes a comma within braces for the end of a value.
    private static boolean isCutAtComma(String text) {
        return text.indexOf(',') < 0
                && (text.indexOf('(') >= 0 && text.indexOf(')') < 0 || text.indexOf('<') >= 0 && text.indexOf('>') < 0);
    }

    private enum Adjusted {
        UTC,
        LOCAL
    }

    /// What to write instead of an argument that a type does not have.
    private static String remedy(String name, String argument) {
        List<String> known = switch (name) {
            case "time" -> Choice.words(TimeUnit.class);
            case "timestamp" ->
                Stream.concat(Choice.words(TimestampUnit.class).stream(), Choice.words(Adjusted.class).stream())
                        .toList();
            case "binary" -> Choice.words(BinaryText.class);
            default -> List.of();
        };
        return known.isEmpty() ? "; it takes none, write `" + name + "`" : Suggestion.remedy(argument, known);
    }

    /// Takes the first argument away if it is one of the choices.
    private static <E extends Enum<E>> E take(List<String> arguments, E otherwise) {
        Optional<E> choice = arguments.stream()
                .findFirst()
                .flatMap(argument -> Choice.find(otherwise.getDeclaringClass(), argument));
        choice.ifPresent(_ -> arguments.removeFirst());
        return choice.orElse(otherwise);
    }

    private static ColumnType timestamp(List<String> arguments) {
        TimestampUnit unit = take(arguments, TimestampUnit.MICROS);
        return new ColumnType.Timestamp(unit, take(arguments, Adjusted.UTC) == Adjusted.UTC);
    }

    private static ColumnType decimal(String text, List<String> arguments) {
        try {
            if (arguments.size() == 2) {
                var decimal = new ColumnType.Decimal(
                        Integer.parseInt(arguments.getFirst()), Integer.parseInt(arguments.getLast()));
                arguments.clear();
                return decimal;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "`" + text + "` needs numbers for precision and scale, as in `decimal(18,2)`", e);
        }
        throw new IllegalArgumentException("`" + text + "` needs precision and scale, as in `decimal(18,2)`");
    }

    private static List<String> names() {
        return Stream.concat(NAMES.stream(), NestedTypeReader.NAMES.stream()).toList();
    }

    private static IllegalArgumentException unknown(String name) {
        String foreign = FOREIGN.get(name.toLowerCase(Locale.ROOT));
        String remedy = foreign == null ? Suggestion.remedy(name, names()) : Suggestion.didYouMean(foreign);
        return new IllegalArgumentException("unknown type `" + name + "`" + remedy);
    }
}
