package io.lamella.entry.load;

import io.lamella.core.load.LoadSchema;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Rows as JSON objects, a line each, with every column in each of them.
final class NdJsonRows implements TextTableWriter.RowText {
    @Override
    public void append(LoadSchema columns, VectorSchemaRoot batch, int row, StringBuilder to) {
        to.append('{');
        for (int i = 0; i < columns.columns().size(); i++) {
            var column = columns.columns().get(i);
            to.append(i > 0 ? "," : "");
            JsonValues.quote(column.name(), to);
            to.append(':');
            JsonValues.append(column.type(), batch.getVector(i), row, to);
        }
        to.append("}\n");
    }
}
