package io.lamella.entry.load;

import io.lamella.core.load.LoadType.Field;
import org.apache.arrow.vector.FieldVector;

/// Rows as JSON objects, a line each, with every column in each of them.
final class NdJsonRows implements TextTableWriter.RowText {
    @Override
    public void beginRow(StringBuilder to) {
        to.append('{');
    }

    @Override
    public void value(Field column, FieldVector vector, int row, StringBuilder to) {
        JsonValues.quote(column.name(), to);
        to.append(':');
        JsonValues.append(column.type(), vector, row, to);
    }

    @Override
    public void endRow(StringBuilder to) {
        to.append("}\n");
    }
}
