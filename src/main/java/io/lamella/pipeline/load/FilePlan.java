package io.lamella.pipeline.load;

import io.lamella.core.load.LoadType;
import io.lamella.core.load.RowFilter.Known;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.KnownValues;
import io.lamella.core.parquet.RowGroupRows.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the columns of a file come from: those that are loaded, and behind them those that a condition looks at.
///
/// @param wanted what is read of the file
/// @param columns one for each column, in order
/// @param selection what is loaded
record FilePlan(OpenedFile opened, List<Wanted> wanted, List<Origin> columns, Selection selection) {
    sealed interface Origin {}

    /// @param wanted its place among what is read of the file
    record FromFile(int wanted) implements Origin {}

    record FromPath(Optional<String> value, LoadType type) implements Origin {}

    /// The file has no such column.
    record Nowhere() implements Origin {}

    static FilePlan of(OpenedFile opened, Selection selection, Map<String, LoadType> partitions) {
        var wanted = new ArrayList<Wanted>();
        var origins = new ArrayList<Origin>();
        for (var column : selection.read().columns()) {
            var partition = Optional.ofNullable(partitions.get(column.name()));
            if (partition.isPresent()) {
                var value = opened.file().partitions().getOrDefault(column.name(), Optional.empty());
                origins.add(new FromPath(value, partition.get()));
                continue;
            }
            var inFile = opened.columns().stream()
                    .filter(one -> one.field().name().equals(column.name()))
                    .findFirst();
            origins.add(inFile.<Origin>map(_ -> new FromFile(wanted.size())).orElseGet(Nowhere::new));
            inFile.ifPresent(one -> wanted.add(new Wanted(one.shape(), column.type())));
        }
        return new FilePlan(opened, List.copyOf(wanted), List.copyOf(origins), selection);
    }

    /// Whether a row group may have rows that are wanted, as far as its statistics and the path tell.
    boolean mayMatch(Footer footer, int rowGroup) {
        return selection
                .filter()
                .map(filter -> filter.mayHold(column -> known(column, footer, rowGroup)))
                .orElse(true);
    }

    private Known known(String column, Footer footer, int rowGroup) {
        return switch (columns.get(selection.place(column))) {
            case FromFile(int place) ->
                KnownValues.of(
                        footer,
                        rowGroup,
                        wanted.get(place).shape(),
                        wanted.get(place).target());
            case FromPath(var value, var type) -> known(value, type);
            case Nowhere _ -> new Known(Optional.empty(), true, false);
        };
    }

    /// Of a value that is the same in every row.
    static Known known(Optional<String> value, LoadType type) {
        return new Known(value.map(_ -> PartitionText.repeated(value, type, 2)), value.isEmpty(), value.isPresent());
    }
}
