package io.lamella.core.parquet;

import io.lamella.core.column.ScalarVector;
import io.lamella.core.load.LoadedColumn;
import java.util.Optional;

/// The rows of a flat column: by their places in its dictionary where all of a batch have such and are loaded as they are, else as
/// values.
final class FlatRows implements ColumnRows {
    /// What the values of one batch may take.
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final ColumnReader reader;
    private final VectorReader values;
    private final LeafConversion conversion;
    private final int capacity;
    private final boolean mayBeCoded;
    private Optional<ScalarVector> dictionary = Optional.empty();
    private int[] places = new int[0];
    private int[] definition = new int[0];

    /// Rows that are told by places; if there are none, all are in the vector.
    private int coded;

    private boolean isFull;

    /// @param most rows in one batch
    /// @param mayBeCoded whether rows may be told by places
    FlatRows(ColumnReader reader, long rows, int most, LeafConversion conversion, boolean mayBeCoded) {
        this.reader = reader;
        this.values = new VectorReader(reader, rows, most);
        this.conversion = conversion;
        this.capacity = Math.clamp(rows, 0, most);
        this.mayBeCoded = mayBeCoded && conversion.equals(LeafConversion.NONE);
    }

    @Override
    public void drop(int rows) {
        if (coded > 0) {
            coded -= rows;
            System.arraycopy(places, rows, places, 0, coded);
        } else {
            values.drop(rows);
        }
    }

    @Override
    public int fill(int limit, boolean wanted) {
        if (coded > 0) {
            return coded;
        }
        if (!wanted) {
            return values.skip(limit);
        }
        if (mayBeCoded && values.isEmpty()) {
            values.catchUp();
            if (hasDictionary()) {
                readPlaces(Math.min(limit, capacity));
            }
        }
        return coded > 0 ? coded : values.fill(limit);
    }

    private boolean hasDictionary() {
        if (dictionary.isEmpty()) {
            dictionary = reader.dictionary()
                    .filter(found -> (long) found.longest() * capacity <= MAX_BYTES)
                    .map(Dictionary::values);
            if (dictionary.isPresent()) {
                places = reader.room().places(capacity + 1);
                definition = reader.room().levels(capacity);
            }
        }
        return dictionary.isPresent();
    }

    private void readPlaces(int limit) {
        isFull = true;
        int more = 1;
        while (more > 0) {
            more = reader.readPlaces(places, coded, limit - coded, definition);
            isFull &= more == 0 || reader.isFull();
            coded += more;
        }
    }

    @Override
    public LoadedColumn convert(int rows) {
        return coded > 0
                ? new LoadedColumn.Coded(dictionary.orElseThrow(), places, isFull)
                : new LoadedColumn.Flat(conversion.apply(values.vector(), rows), values.isFull());
    }
}
