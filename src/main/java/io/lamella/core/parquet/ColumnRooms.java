package io.lamella.core.parquet;

import java.util.HashMap;
import java.util.Map;

/// The memory in which the columns of a row group are read, for one row group after the other: to make it anew costs as much as to
/// fill it. Not for use by more than one thread.
public final class ColumnRooms {
    private final Map<Integer, ColumnRoom> rooms = new HashMap<>();

    /// The room of a column, which must no longer be in use.
    ///
    /// @param leaf its place in the file; the same leaf of another file mostly needs as much
    ColumnRoom of(int leaf) {
        return rooms.computeIfAbsent(leaf, _ -> new ColumnRoom()).next();
    }
}
