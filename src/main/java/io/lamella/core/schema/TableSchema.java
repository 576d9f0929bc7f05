package io.lamella.core.schema;

import java.util.HashSet;
import java.util.List;

/// The columns of a table, in the order in which they are stored. Names are unique.
public record TableSchema(List<Column> columns) {
    public TableSchema {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a schema needs at least one column");
        }
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
        }
    }
}
