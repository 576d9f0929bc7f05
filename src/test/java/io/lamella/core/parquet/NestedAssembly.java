package io.lamella.core.parquet;

import io.lamella.core.column.LeafVector;
import io.lamella.core.column.NestedVector;
import io.lamella.core.schema.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the values of a vector together again, in the form of [NestedValues].
final class NestedAssembly {
    private final List<Cursor> cursors;

    private NestedAssembly(List<Cursor> cursors) {
        this.cursors = cursors;
    }

    /// The first rows.
    static List<String> texts(NestedVector vector, ColumnType type, boolean required, int rows) {
        var cursors = vector.leaves().stream().map(Cursor::new).toList();
        var assembly = new NestedAssembly(cursors);
        var texts = new ArrayList<String>();
        for (int row = 0; row < rows; row++) {
            var value = assembly.value(type, 0, required ? 0 : 1, 0);
            if (vector.isNull(row) != (value == null)) {
                throw new AssertionError("row " + row + " is null, or it is not");
            }
            texts.add(NestedValues.text(value));
        }
        return texts;
    }

    /// Where a leaf is being read.
    private static final class Cursor {
        private final LeafVector leaf;
        private int entry;
        private int value;

        Cursor(LeafVector leaf) {
            this.leaf = leaf;
        }
    }

    private static int leaves(ColumnType type) {
        return switch (type) {
            case ColumnType.Array(ColumnType element) -> leaves(element);
            case ColumnType.Map(ColumnType _, ColumnType value) -> 1 + leaves(value);
            case ColumnType.Struct(List<ColumnType.Field> fields) ->
                fields.stream().mapToInt(field -> leaves(field.type())).sum();
            default -> 1;
        };
    }

    /// @param leaf the first of the type
    /// @param definition of a value that is there
    private @Nullable Object value(ColumnType type, int leaf, int definition, int repetition) {
        if (definitionAt(leaf) < definition) {
            skip(leaf, leaves(type));
            return null;
        }
        return switch (type) {
            case ColumnType.Array(ColumnType element) -> {
                var list = new ArrayList<@Nullable Object>();
                if (definitionAt(leaf) == definition) {
                    skip(leaf, leaves(type));
                    yield list;
                }
                do {
                    list.add(value(element, leaf, definition + 2, repetition + 1));
                } while (goesOn(leaf, repetition + 1));
                yield list;
            }
            case ColumnType.Map(ColumnType key, ColumnType value) -> {
                var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                if (definitionAt(leaf) == definition) {
                    skip(leaf, leaves(type));
                    yield map;
                }
                do {
                    map.put(
                            value(key, leaf, definition + 1, repetition + 1),
                            value(value, leaf + 1, definition + 2, repetition + 1));
                } while (goesOn(leaf, repetition + 1));
                yield map;
            }
            case ColumnType.Struct(List<ColumnType.Field> fields) -> {
                var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                int next = leaf;
                for (var field : fields) {
                    map.put(field.name(), value(field.type(), next, definition + 1, repetition));
                    next += leaves(field.type());
                }
                yield map;
            }
            default -> scalar(type, cursors.get(leaf));
        };
    }

    private int definitionAt(int leaf) {
        var cursor = cursors.get(leaf);
        return cursor.leaf.definition[cursor.entry];
    }

    private void skip(int leaf, int count) {
        cursors.subList(leaf, leaf + count).forEach(cursor -> cursor.entry++);
    }

    private boolean goesOn(int leaf, int repetition) {
        var cursor = cursors.get(leaf);
        int end = cursor.leaf.entryStart(cursor.leaf.rows());
        return cursor.entry < end && cursor.leaf.repetition[cursor.entry] == repetition;
    }

    private static Object scalar(ColumnType type, Cursor cursor) {
        cursor.entry++;
        return NestedScalars.of(cursor.leaf.values, cursor.value++, type);
    }
}
