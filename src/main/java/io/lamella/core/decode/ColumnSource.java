package io.lamella.core.decode;

import io.lamella.core.schema.Column;
import java.util.OptionalInt;

/// Where the values of a column come from in a source object, and how they are written there.
///
/// @param field the name of the CSV field or JSON key
/// @param position the CSV field by number, from 0, in place of its name
public record ColumnSource(Column column, String field, OptionalInt position, ValueFormat format) {
    /// A column of the same name in the source, written the usual way.
    public static ColumnSource of(Column column) {
        return new ColumnSource(column, column.name(), OptionalInt.empty(), ValueFormat.DEFAULT);
    }
}
