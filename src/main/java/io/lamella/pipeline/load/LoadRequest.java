package io.lamella.pipeline.load;

import io.lamella.core.load.Predicate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What is wanted of a table.
///
/// @param columns names in the order in which they are wanted; empty for all
/// @param where which rows; empty for all
public record LoadRequest(Optional<List<String>> columns, Optional<Predicate> where) {
    public static final LoadRequest ALL = new LoadRequest(Optional.empty(), Optional.empty());

    /// @throws IllegalArgumentException if a column is named twice
    public LoadRequest {
        columns = columns.map(List::copyOf);
        var seen = new HashSet<String>();
        for (var name : columns.orElse(List.of())) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("column " + name + " is named twice; name it once");
            }
        }
    }

    boolean looksAt(String column) {
        return columns.map(names -> names.contains(column)).orElse(true)
                || where.map(predicate -> predicate.columns().contains(column)).orElse(false);
    }
}
