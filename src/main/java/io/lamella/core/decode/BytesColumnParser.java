package io.lamella.core.decode;

import io.lamella.core.column.BytesVector;

/// Parses values that are held in a [BytesVector], by default in the vector's own buffer.
abstract class BytesColumnParser extends ColumnParser {
    final BytesVector vector = new BytesVector(0);

    BytesColumnParser(ColumnSource source) {
        super(source);
    }

    @Override
    final BytesVector vector() {
        return vector;
    }

    @Override
    void begin(FieldBlock block, int column) {
        vector.clear();
    }
}
