package io.lamella.entry.wiring.config;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.decode.ValueFormat;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.parquet.ColumnSettings;
import io.lamella.core.parquet.Compatibility;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.LeafColumn;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One column: a type, perhaps followed by `required`, or a map with more.
final class ColumnReader {
    static final List<String> KEYS = List.of(
            "type", "required", "from", "position", "format", "zone", "nulls", "rounding", "encoding", "bloom-filter");

    static final String REQUIRED = " required";
    private static final Pattern SHORT_ZONE = Pattern.compile("[A-Z]{3,4}");

    /// More fields than any CSV file has.
    private static final int MAX_POSITION = 100_000;

    private ColumnReader() {}

    /// @param settings empty where nothing is set
    record Configured(ColumnSource source, Optional<ColumnSettings> settings) {}

    /// @param index of the column in the table, from 0
    /// @param readers that are to understand the files
    static Configured read(String name, int index, Value value, InputFormat format, Compatibility readers) {
        if (value.isMap()) {
            return read(name, index, Section.of(value, KEYS), format, readers);
        }
        Optional<String> text = value.text();
        boolean required = text.filter(words -> words.endsWith(REQUIRED)).isPresent();
        var type = text.map(words -> required ? words.substring(0, words.length() - REQUIRED.length()) : words)
                .flatMap(words -> TypeReader.read(value, words));
        var source = column(name, type, required, Optional.empty(), position(index, format), ValueFormat.DEFAULT);
        return new Configured(source, Optional.empty());
    }

    private static Configured read(String name, int index, Section section, InputFormat format, Compatibility readers) {
        var type = section.require("type", "type: string").flatMap(ColumnReader::type);
        boolean required = section.get("required").flatMap(Value::flag).orElse(false);
        var position = section.get("position")
                .flatMap(value -> value.wholeNumber(1, MAX_POSITION))
                .map(number -> OptionalInt.of(Math.toIntExact(number) - 1))
                .orElseGet(() -> position(index, format));
        checkOrigin(section, format);
        var written = new ValueFormat(
                section.get("nulls").map(ColumnReader::texts).orElse(ValueFormat.DEFAULT.nulls()),
                patterns(section, type),
                zone(section, type),
                rounding(section, type),
                ValueFormat.DEFAULT.binary());
        var source = column(name, type, required, section.get("from").flatMap(Value::text), position, written);
        var known = type.map(_ -> source.column());
        return new Configured(source, ColumnSettingsReader.read(section, known, readers));
    }

    private static Optional<TypeReader.Typed> type(Value value) {
        return value.text().flatMap(text -> {
            if (text.endsWith(REQUIRED)) {
                value.problem("in a map, `required` is a key of its own: `type: "
                        + text.substring(0, text.length() - REQUIRED.length()) + "` and `required: true`");
                return Optional.empty();
            }
            return TypeReader.read(value, text);
        });
    }

    private static ColumnSource column(
            String name,
            Optional<TypeReader.Typed> type,
            boolean required,
            Optional<String> from,
            OptionalInt position,
            ValueFormat written) {
        var typed = type.orElse(TypeReader.Typed.UNKNOWN);
        var format = new ValueFormat(
                written.nulls(), written.patterns(), written.zone(), written.rounding(), typed.binary());
        // The name was checked before; a blank one only must not get in the way of finding further problems.
        String column = name.isBlank() ? "?" : name;
        return new ColumnSource(new Column(column, typed.type(), required), from.orElse(column), position, format);
    }

    /// Without a header, fields are known by their place alone.
    private static OptionalInt position(int index, InputFormat format) {
        return format instanceof InputFormat.Csv csv && !csv.header() ? OptionalInt.of(index) : OptionalInt.empty();
    }

    private static void checkOrigin(Section section, InputFormat format) {
        Optional<Value> from = section.get("from");
        Optional<Value> position = section.get("position");
        if (from.isPresent() && position.isPresent()) {
            position.get().problemAtKey("there is `from` already; a field has a name or a position, remove one");
        }
        switch (format) {
            case InputFormat.NdJson _, InputFormat.Json _ ->
                position.ifPresent(value -> value.problemAtKey("is for csv and tsv only; write `from: <key>`"));
            case InputFormat.Csv csv -> {
                if (!csv.header()) {
                    from.ifPresent(value ->
                            value.problemAtKey("there is no header (`header: false`); write `position: <number>`"));
                }
            }
        }
    }

    private static List<String> texts(Value value) {
        if (value.isList() && value.isEmptyList()) {
            return List.of();
        }
        return value.oneOrMore().stream().flatMap(text -> text.text().stream()).toList();
    }

    private static List<String> patterns(Section section, Optional<TypeReader.Typed> type) {
        Optional<Value> value = section.get("format");
        if (value.isEmpty() || type.isEmpty()) {
            return List.of();
        }
        List<String> patterns = value.get().oneOrMore().stream()
                .flatMap(text ->
                        text.parsed(pattern -> pattern(pattern, type.get().type())).stream())
                .toList();
        return patterns.equals(List.of(TimePattern.ISO)) ? List.of() : patterns;
    }

    /// In a nested column it is for all of its dates and times.
    private static String pattern(String pattern, ColumnType type) {
        var temporal = scalars(type).filter(TimePattern::hasPatterns).toList();
        temporal.forEach(each -> TimePattern.check(pattern, each));
        return TimePattern.check(pattern, temporal.isEmpty() ? type : temporal.getFirst());
    }

    /// The type itself or, of a nested one, those that it is made of.
    private static Stream<ColumnType> scalars(ColumnType type) {
        return LeafColumn.of(new Column("?", type, false)).stream().map(LeafColumn::type);
    }

    private static ZoneId zone(Section section, Optional<TypeReader.Typed> type) {
        Optional<Value> value = section.get("zone");
        if (value.isPresent() && type.isPresent()) {
            var timestamps = scalars(type.get().type())
                    .filter(ColumnType.Timestamp.class::isInstance)
                    .map(ColumnType.Timestamp.class::cast)
                    .toList();
            if (timestamps.isEmpty()) {
                value.get().problemAtKey("is for timestamps only; remove it");
            } else if (timestamps.stream().noneMatch(ColumnType.Timestamp::adjustedToUtc)) {
                value.get()
                        .problemAtKey("is of no use to a local timestamp, which is of no zone; remove it or `local`");
            }
        }
        return value.flatMap(name -> name.parsed(ColumnReader::zone)).orElse(ValueFormat.DEFAULT.zone());
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name).normalized();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "unknown zone `" + name + "`"
                            + (SHORT_ZONE.matcher(name).matches()
                                    ? "; names like that are ambiguous, write `America/Los_Angeles` or `-08:00`"
                                    : Suggestion.remedy(name, ZoneId.getAvailableZoneIds())),
                    e);
        }
    }

    private static Rounding rounding(Section section, Optional<TypeReader.Typed> type) {
        Optional<Value> value = section.get("rounding");
        boolean rounded = type.map(typed -> scalars(typed.type()).anyMatch(ColumnReader::isRounded))
                .orElse(true);
        if (!rounded) {
            value.ifPresent(there -> there.problemAtKey("is for decimal, time and timestamp only; remove it"));
        }
        return value.flatMap(name -> name.oneOf(Rounding.class)).orElse(ValueFormat.DEFAULT.rounding());
    }

    private static boolean isRounded(ColumnType type) {
        return switch (type) {
            case ColumnType.Decimal _, ColumnType.Time _, ColumnType.Timestamp _ -> true;
            default -> false;
        };
    }
}
