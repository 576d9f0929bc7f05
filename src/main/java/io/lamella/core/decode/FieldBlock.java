package io.lamella.core.decode;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.Vector;

/// The fields of a run of rows, as slices of one buffer, column by column: what a tokenizer finds and the value parsers read.
///
/// A buffer that is filled over and over by one thread. Rows are numbered from 0 within the block.
final class FieldBlock {
    /// No such field in the row.
    static final byte MISSING = 0;
    /// A JSON null.
    static final byte NULL = 1;
    /// Text without quotes around it: a CSV field.
    static final byte PLAIN = 2;
    /// Text that stood in quotes, with escapes resolved: a CSV field or a JSON string.
    static final byte QUOTED = 3;
    /// A JSON number, as it is written.
    static final byte NUMBER = 4;
    /// A JSON true or false.
    static final byte BOOLEAN = 5;
    /// A JSON object or array, as it is written.
    static final byte COMPOSITE = 6;

    /// The buffer that all fields lie in: UTF-8, not yet validated. It reaches at least [BytesVector#PADDING] bytes beyond the
    /// last field.
    byte[] data = new byte[BytesVector.PADDING];

    /// By column, then row: where the field begins in [#data].
    final int[][] starts;

    /// By column, then row: the bytes of the field; 0 for MISSING and NULL.
    final int[][] lengths;

    /// By column, then row: one of the constants above.
    final byte[][] kinds;

    /// By row: where the raw row begins in [#data]; it ends, without its line end, at [#rowEnds].
    final int[] rowStarts = new int[Vector.CAPACITY];

    final int[] rowEnds = new int[Vector.CAPACITY];

    /// How many rows the block holds, [Vector#CAPACITY] at most.
    int rows;

    FieldBlock(int columns) {
        starts = new int[columns][Vector.CAPACITY];
        lengths = new int[columns][Vector.CAPACITY];
        kinds = new byte[columns][Vector.CAPACITY];
    }
}
