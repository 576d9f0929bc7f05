package io.lamella.pipeline.load;

import io.lamella.core.load.LoadSchema;
import io.lamella.core.load.RowFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which columns and rows are loaded.
///
/// @param columns that are loaded
/// @param read these, and behind them those that the condition looks at besides
/// @param filter empty if all rows are loaded
/// @param conditional the columns that it looks at
record Selection(LoadSchema columns, LoadSchema read, Optional<RowFilter> filter, Set<String> conditional) {
    Selection {
        conditional = Set.copyOf(conditional);
    }

    /// The place of a column among those that are read.
    int place(String column) {
        return read.columns().stream().map(field -> field.name()).toList().indexOf(column);
    }

    /// Of what was read, what is loaded.
    <C> List<C> loaded(List<C> all) {
        return all.subList(0, columns.columns().size());
    }
}
