package io.lamella.core.decode;

import io.lamella.core.column.LongVector;

/// Parses values that are held in a [LongVector].
abstract class LongColumnParser extends ColumnParser {
    final LongVector vector = new LongVector(0);

    LongColumnParser(ColumnSource source) {
        super(source);
    }

    @Override
    final LongVector vector() {
        return vector;
    }

    @Override
    final void begin(FieldBlock block, int column) {}
}
