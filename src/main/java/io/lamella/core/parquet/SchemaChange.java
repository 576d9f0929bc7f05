package io.lamella.core.parquet;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whether the files of a table can be read together when its columns change: readers match columns by name, and bring values to a
/// wider type, but to no other.
///
/// These go together: a column that may be null is added, or one goes away; an integer gets more bits, a float becomes a double, a
/// decimal gets more digits before the point; a required column becomes an optional one. The same holds within nested columns. Names that
/// differ in case only are one to many readers, which would mix what is none.
public final class SchemaChange {
    private final List<String> conflicts = new ArrayList<>();

    private SchemaChange() {}

    /// What stands in the way, in words, a difference each; empty if nothing does.
    ///
    /// @param before of the files that are there
    /// @param after of those to come
    public static List<String> conflicts(TableSchema before, TableSchema after) {
        var change = new SchemaChange();
        var old = before.columns().stream().collect(Collectors.toMap(Column::name, Function.identity()));
        for (var column : after.columns()) {
            var was = old.get(column.name());
            var twin = twin(column.name(), old.keySet());
            if (twin.isPresent()) {
                change.isOneName(
                        column.name(),
                        twin.get(),
                        "; write `" + twin.get() + "`, with `from: " + column.name()
                                + "` where sources have that name");
                continue;
            }
            if (was != null) {
                change.type(column.name(), was.type(), column.type());
            }
            if (column.required() && (was == null || !was.required())) {
                change.conflicts.add("column `" + column.name() + "` is required, but "
                        + (was == null ? "the table has rows without it" : "may be null in the table"));
            }
        }
        return List.copyOf(change.conflicts);
    }

    /// The name that differs from this one in case only; empty if the name itself is there.
    private static Optional<String> twin(String name, Set<String> names) {
        return names.contains(name)
                ? Optional.empty()
                : names.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    private void isOneName(String path, String before, String remedy) {
        conflicts.add("column `" + path + "` is `" + before
                + "` in the table, which is the same to readers that ignore case (Athena, DuckDB, Hive, Spark)"
                + remedy);
    }

    private void type(String path, ColumnType before, ColumnType after) {
        if (before instanceof ColumnType.Array(ColumnType was) && after instanceof ColumnType.Array(ColumnType is)) {
            type(path + "[]", was, is);
        } else if (before instanceof ColumnType.Map was
                && after instanceof ColumnType.Map is
                && was.key().equals(is.key())) {
            type(path + "[]", was.value(), is.value());
        } else if (before instanceof ColumnType.Struct was && after instanceof ColumnType.Struct is) {
            fields(path, was, is);
        } else if (!isWidened(before, after)) {
            conflicts.add("column `" + path + "` is " + TypeText.configured(before) + " in the table and "
                    + TypeText.configured(after) + " in the configuration");
        }
    }

    private void fields(String path, ColumnType.Struct before, ColumnType.Struct after) {
        Map<String, ColumnType> old =
                before.fields().stream().collect(Collectors.toMap(ColumnType.Field::name, ColumnType.Field::type));
        for (var field : after.fields()) {
            var was = old.get(field.name());
            twin(field.name(), old.keySet())
                    .ifPresent(twin -> isOneName(path + "." + field.name(), path + "." + twin, ""));
            if (was != null) {
                type(path + "." + field.name(), was, field.type());
            }
        }
    }

    /// Whether the wider type has every value of the other, and it is the same value.
    private static boolean isWidened(ColumnType before, ColumnType after) {
        if (before instanceof ColumnType.Int(int was) && after instanceof ColumnType.Int(int is)) {
            return was <= is;
        }
        if (before instanceof ColumnType.Decimal was && after instanceof ColumnType.Decimal is) {
            return was.scale() == is.scale() && was.precision() <= is.precision();
        }
        return before.equals(after) || before instanceof ColumnType.Float32 && after instanceof ColumnType.Float64;
    }
}
