package io.lamella.pipeline.load;

import io.lamella.core.load.LoadedColumn;
import java.util.List;

/// Rows of one file, to be copied by whoever wants to keep them.
///
/// @param file its name
/// @param columns those that are loaded, in order. They may hold more rows
/// @param rows the places of the rows of the batch, ascending; there may be more places than are counted
/// @param count how many rows there are
/// @param scanned how many rows were looked at for them
@SuppressWarnings("ArrayRecordComponent")
public record LoadedBatch(String file, List<LoadedColumn> columns, int[] rows, int count, int scanned) {
    public LoadedBatch {
        columns = List.copyOf(columns);
    }
}
