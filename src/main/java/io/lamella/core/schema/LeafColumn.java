package io.lamella.core.schema;

import java.util.ArrayList;
import java.util.List;

/// A column as Parquet files have them: a column of the table or, of a nested one, one of the scalars that it is made of.
///
/// Lists and maps are in the three-level form
/// ([specification](https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#nested-types)).
///
/// @param path the names from the column of the table down to the scalar
/// @param type a scalar
/// @param maxDefinition the definition level of a value that is there: how many optional or repeated fields the path has
/// @param maxRepetition how many repeated fields the path has
public record LeafColumn(List<String> path, ColumnType type, int maxDefinition, int maxRepetition) {
    public static final String LIST = "list";
    public static final String ELEMENT = "element";
    public static final String KEY_VALUE = "key_value";
    public static final String KEY = "key";
    public static final String VALUE = "value";

    public LeafColumn {
        path = List.copyOf(path);
    }

    /// The leaves of all columns, in order.
    public static List<LeafColumn> of(TableSchema schema) {
        return schema.columns().stream().flatMap(column -> of(column).stream()).toList();
    }

    /// The leaves of a column, in the order in which its type names them.
    public static List<LeafColumn> of(Column column) {
        var leaves = new ArrayList<LeafColumn>();
        add(List.of(column.name()), column.type(), column.required() ? 0 : 1, 0, leaves);
        return List.copyOf(leaves);
    }

    /// @param definition the level of a value that is there
    private static void add(
            List<String> path, ColumnType type, int definition, int repetition, List<LeafColumn> leaves) {
        switch (type) {
            case ColumnType.Array(ColumnType element) ->
                add(path(path, LIST, ELEMENT), element, definition + 2, repetition + 1, leaves);
            case ColumnType.Map(ColumnType key, ColumnType value) -> {
                add(path(path, KEY_VALUE, KEY), key, definition + 1, repetition + 1, leaves);
                add(path(path, KEY_VALUE, VALUE), value, definition + 2, repetition + 1, leaves);
            }
            case ColumnType.Struct(List<ColumnType.Field> fields) ->
                fields.forEach(
                        field -> add(path(path, field.name()), field.type(), definition + 1, repetition, leaves));
            default -> leaves.add(new LeafColumn(path, type, definition, repetition));
        }
    }

    private static List<String> path(List<String> parent, String... names) {
        var path = new ArrayList<>(parent);
        path.addAll(List.of(names));
        return path;
    }

    /// With dots between the names of its path.
    public String name() {
        return String.join(".", path);
    }

    /// Whether it is a column of the table itself, with one value or null in each row.
    public boolean isFlat() {
        return path.size() == 1;
    }

    /// Whether each row has a value.
    public boolean isRequired() {
        return maxDefinition == 0;
    }
}
