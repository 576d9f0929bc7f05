package io.lamella.core.schema;

/// A column of a table.
///
/// @param required whether every row must have a value; else null is a value like any other
public record Column(String name, ColumnType type, boolean required) {
    public Column {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a column needs a name");
        }
        if (type.depth() > ColumnType.MAX_DEPTH) {
            throw new IllegalArgumentException("the type of column " + name + " must be nested " + ColumnType.MAX_DEPTH
                    + " deep at most but is " + type.depth());
        }
    }
}
