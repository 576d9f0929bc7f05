package io.lamella.entry.wiring.config;

import static java.util.stream.Collectors.toMap;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.PartitionField;
import io.lamella.core.table.PartitionField.Transform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `partitions:`, outermost first: names of columns, or `name: transform(column)`.
final class PartitionsReader {
    static final List<String> KEYS = List.of("name", "column", "transform");

    /// A part of a path that engines neither read as another partition nor, for its first character, hide.
    private static final Pattern NAME = Pattern.compile("[^_.\\p{Cntrl}\\s/=%\\\\][^\\p{Cntrl}/=%\\\\]*");

    private final Map<String, Column> columns;
    private final Value value;

    private PartitionsReader(Value value, Map<String, Column> columns) {
        this.value = value;
        this.columns = columns;
    }

    static List<PartitionField> read(Value value, List<ColumnSource> columns) {
        var byName = columns.stream()
                .map(ColumnSource::column)
                .collect(toMap(Column::name, column -> column, (first, _) -> first, LinkedHashMap::new));
        return new PartitionsReader(value, byName).read();
    }

    private List<PartitionField> read() {
        var fields = new ArrayList<PartitionField>();
        for (Value element : value.isList() && value.isEmptyList() ? List.<Value>of() : value.list()) {
            field(element).ifPresent(field -> {
                if (fields.stream().anyMatch(other -> other.name().equals(field.name()))) {
                    element.problem("two partitions are named `" + field.name() + "`; rename one");
                }
                Stream.concat(fields.stream().map(PartitionField::name), columns.keySet().stream())
                        .filter(other -> other.equalsIgnoreCase(field.name()) && !other.equals(field.name()))
                        .findFirst()
                        .ifPresent(other -> element.problem("the partition `" + field.name() + "` and `" + other
                                + "` are the same column to readers that ignore case (Athena, Hive, Spark, Trino);"
                                + " rename the partition"));
                check(element, field);
                fields.add(field);
            });
        }
        if (!columns.isEmpty()
                && columns.keySet().stream()
                        .allMatch(name ->
                                fields.stream().anyMatch(field -> field.name().equals(name)))) {
            value.problem("every column is a partition, and no column is left for the files");
        }
        return fields;
    }

    private Optional<PartitionField> field(Value element) {
        if (!element.isMap()) {
            return element.text().flatMap(text -> column(element, text));
        }
        var entries = element.entries();
        boolean longForm = entries.stream().anyMatch(entry -> entry.key().equals("column"));
        if (longForm) {
            return longForm(Section.of(element, KEYS));
        }
        if (entries.size() != 1) {
            element.problem(
                    "must be `<column>`, `<name>: <transform>(<column>)` or a map of `name`, `column` and `transform`");
            return Optional.empty();
        }
        var entry = entries.getFirst();
        return entry.value().parsed(text -> shortForm(entry.key(), text));
    }

    private static Optional<PartitionField> column(Value element, String text) {
        int open = text.indexOf('(');
        var transform = open < 0
                ? Optional.<Transform>empty()
                : Choice.find(Transform.class, text.substring(0, open).strip());
        if (transform.isPresent()) {
            String name = transform.get() == Transform.DAY ? "date" : Choice.word(transform.get());
            element.problem("a transform needs a name: `" + name + ": " + text + "`");
            return Optional.empty();
        }
        return Optional.of(new PartitionField(text, text, Transform.IDENTITY));
    }

    private static Optional<PartitionField> longForm(Section section) {
        Optional<String> column = section.require("column", "column: <name>").flatMap(Value::text);
        Optional<String> name = section.get("name").flatMap(Value::text).or(() -> column);
        Optional<Transform> transform = section.get("transform")
                .map(value -> value.oneOf(Transform.class))
                .orElse(Optional.of(Transform.IDENTITY));
        return column.flatMap(from -> transform.map(how -> new PartitionField(name.orElse(from), from, how)));
    }

    private static PartitionField shortForm(String name, String text) {
        Call call = Call.parse(text, "day(<column>)");
        if (call.arguments().isEmpty()) {
            return new PartitionField(name, call.name(), Transform.IDENTITY);
        }
        Transform transform = Choice.of(Transform.class, "transform", call.name());
        if (call.arguments().size() != 1 || call.arguments().getFirst().isEmpty()) {
            throw new IllegalArgumentException("`" + text + "` must have one column, as in `day(<column>)`");
        }
        return new PartitionField(name, call.arguments().getFirst(), transform);
    }

    private void check(Value element, PartitionField field) {
        if (!NAME.matcher(field.name()).matches()) {
            element.problem(
                    "the name `" + field.name() + "` must not be empty, begin with `_` or `.` (engines hide such"
                            + " folders) or have `/`, `=`, `%` or `\\`");
        }
        Column column = columns.get(field.column());
        if (column == null) {
            if (!columns.isEmpty()) {
                element.problem("there is no column `" + field.column() + "`"
                        + Suggestion.remedy(field.column(), columns.keySet()));
            }
            return;
        }
        if (columns.containsKey(field.name())
                && !(field.name().equals(field.column()) && field.transform() == Transform.IDENTITY)) {
            element.problem("a partition named like the column `" + field.name()
                    + "` would take its place, and its values would be lost; rename the partition");
        }
        checkTransform(element, field, column.type());
    }

    private static void checkTransform(Value element, PartitionField field, ColumnType type) {
        String column = "`" + field.column() + "`";
        switch (field.transform()) {
            case IDENTITY -> {
                switch (type) {
                    case ColumnType.Timestamp _ ->
                        element.problem("each value of the timestamp " + column
                                + " would be a partition; write `<name>: day(" + field.column() + ")`");
                    case ColumnType.Float32 _,
                            ColumnType.Float64 _,
                            ColumnType.Time _,
                            ColumnType.Binary _,
                            ColumnType.Json _ ->
                        element.problem(column + " is of a type that makes no partitions; take a string, a whole or"
                                + " decimal number, a boolean, a uuid or a date");
                    case ColumnType.Nested _ ->
                        element.problem(column + " is nested, which makes no partitions; take a column of its own");
                    default -> {}
                }
            }
            case YEAR, MONTH, DAY -> {
                if (!(type instanceof ColumnType.Timestamp) && !(type instanceof ColumnType.Date)) {
                    element.problem(transform(field) + " needs a date or timestamp, and " + column + " is neither");
                }
            }
            case HOUR -> {
                if (!(type instanceof ColumnType.Timestamp)) {
                    element.problem(transform(field) + " needs a timestamp, and " + column + " is "
                            + (type instanceof ColumnType.Date ? "a date, which has no hour" : "none"));
                }
            }
        }
    }

    private static String transform(PartitionField field) {
        return "`" + Choice.word(field.transform()) + "`";
    }
}
