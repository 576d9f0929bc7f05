package io.lamella.core.load;

import io.lamella.core.column.LeafVector;
import io.lamella.core.column.ScalarVector;
import java.util.List;
import java.util.Optional;

/// The values of one column in the rows of one batch.
public sealed interface LoadedColumn {
    /// The file has no such column: every row is null.
    record Missing() implements LoadedColumn {}

    /// One value or null in each row: integers, floats, dates, times, timestamps and booleans as in
    /// [io.lamella.core.schema.Storage], in the form of the type that is loaded; decimals unscaled, as numbers or as runs of
    /// bytes in two's complement, the highest first.
    ///
    /// @param isFull whether no row is null, as far as that is known
    record Flat(ScalarVector values, boolean isFull) implements LoadedColumn {}

    /// One value or null in each row, as the place of the value among those of a dictionary; -1 for null.
    ///
    /// @param isFull whether no row is null, as far as that is known
    @SuppressWarnings("ArrayRecordComponent")
    record Coded(ScalarVector dictionary, int[] places, boolean isFull) implements LoadedColumn {}

    /// Values that are made of others, or lie in such.
    ///
    /// @param leaves those of the shape, in order
    record Nested(Shape shape, List<Leaf> leaves) implements LoadedColumn {
        public Nested {
            leaves = List.copyOf(leaves);
        }

        /// A leaf below the shape, by its place in the file.
        public Leaf leaf(int place) {
            return leaves.get(place - shape.leaf());
        }
    }

    /// @param levels of every entry; its own values are those of the file
    /// @param values of entries that are values, side by side, as in [Flat]
    record Leaf(LeafVector levels, ScalarVector values) {}

    /// The values of a column that was read for a condition; empty if all are null.
    default Optional<ScalarVector> forCondition() {
        return switch (this) {
            case Flat(ScalarVector values, boolean _) -> Optional.of(values);
            case Missing _ -> Optional.empty();
            case Coded _, Nested _ ->
                throw new IllegalStateException("conditions look at values of flat columns alone");
        };
    }
}
