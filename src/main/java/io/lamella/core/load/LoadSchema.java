package io.lamella.core.load;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The columns that are loaded, in order. Names are unique.
public record LoadSchema(List<LoadType.Field> columns) {
    public LoadSchema {
        columns = List.copyOf(columns);
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
        }
    }

    public Optional<LoadType.Field> find(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /// The names, with commas between.
    public String names() {
        return columns.stream().map(LoadType.Field::name).collect(Collectors.joining(", "));
    }
}
