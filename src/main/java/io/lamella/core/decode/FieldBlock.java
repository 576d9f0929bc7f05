package io.lamella.core.decode;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The fields of a run of rows, as slices of one buffer, column by column: what a tokenizer finds and the value parsers read.
///
/// A buffer that is filled over and over by one thread. Rows are numbered from 0 within the block.
///
/// ```
/// data   | text, as it was read      | padding | arena: fields whose escapes had to be resolved |
///        0                       textEnd                                                 arenaEnd
/// ```
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
    /// Text of a value that is not null, even if it is empty.
    static final byte VALUE = 7;

    private static final int KIND_BITS = 3;

    /// What tokenizers may read, and where they put a line end, behind the text.
    static final int TEXT_PADDING = 2 * Long.BYTES;

    /// With more columns a block has fewer rows, so that its arrays stay in the cache: 1,000 columns make 131 rows.
    private static final int MAX_FIELDS = 128 * 1024;

    /// The buffer that all fields lie in: UTF-8, not yet validated. It reaches at least [BytesVector#PADDING] bytes beyond the
    /// last field.
    byte[] data = new byte[TEXT_PADDING + BytesVector.PADDING];

    /// By column, then row: kind, start and length of the field, in one number, so that it is stored at once.
    private long[][] fields;

    /// By row: where the raw row begins in [#data]; it ends, without its line end, at [#rowEnds].
    int[] rowStarts;

    int[] rowEnds;

    /// By row: the line on which it begins, from 1.
    long[] lines;

    /// By row: why it cannot be taken, whatever its values; null where it can.
    @Nullable
    Fault[] faults;

    /// How many rows the block may hold by now, [Vector#CAPACITY] at most.
    int capacity;

    private final int columns;
    private final int maxCapacity;

    /// How many rows the block holds.
    int rows;

    private int arenaEnd;

    /// A block that grows with the rows at hand: a small object needs little.
    FieldBlock(int columns) {
        this(columns, 16, Math.clamp(MAX_FIELDS / Math.max(1, columns), 16, Vector.CAPACITY));
    }

    /// A block that does not grow.
    FieldBlock(int columns, int capacity) {
        this(columns, capacity, capacity);
    }

    private FieldBlock(int columns, int capacity, int maxCapacity) {
        this.columns = columns;
        this.capacity = capacity;
        this.maxCapacity = maxCapacity;
        allocate();
    }

    /// Makes room for more rows, if those that it holds fill it; they are gone then.
    void grow() {
        if (rows == capacity && capacity < maxCapacity) {
            capacity = Math.min(maxCapacity, capacity * 4);
            allocate();
        }
    }

    private void allocate() {
        fields = new long[columns][capacity];
        rowStarts = new int[capacity];
        rowEnds = new int[capacity];
        lines = new long[capacity];
        faults = new @Nullable Fault[capacity];
    }

    /// Lets `column` show what `other` shows: both come from the same field. It does so until the block grows.
    void share(int column, int other) {
        fields[column] = fields[other];
    }

    /// Makes room for a text of `bytes` bytes; what stands in [#data] stays.
    void growText(int bytes) {
        int needed = bytes + TEXT_PADDING + BytesVector.PADDING;
        if (data.length < needed) {
            data = Arrays.copyOf(data, needed);
        }
    }

    /// Starts anew, without rows, over a text that ends at `textEnd`; a line feed is put behind it, for searches to halt at.
    void begin(int textEnd) {
        rows = 0;
        data[textEnd] = '\n';
        arenaEnd = textEnd + TEXT_PADDING;
    }

    /// Makes room for `length` bytes behind the text and returns where. [#data] may be another array afterwards, with the same
    /// content.
    int reserve(int length) {
        int start = arenaEnd;
        int needed = Math.addExact(Math.addExact(start, length), BytesVector.PADDING);
        if (needed > data.length) {
            data = Arrays.copyOf(data, Math.max(needed, data.length + data.length / 2));
        }
        arenaEnd = start + length;
        return start;
    }

    /// Gives back what of the last [#reserve] was not used.
    void release(int end) {
        arenaEnd = end;
    }

    /// @param start in [#data]; of no meaning for MISSING and NULL
    /// @param length in bytes; 0 for MISSING and NULL
    /// @param kind one of the constants above
    void set(int column, int row, int start, int length, byte kind) {
        fields[column][row] = field(start, length, kind);
    }

    /// The number that stands for a field.
    static long field(int start, int length, byte kind) {
        return (long) start << 32 | (long) length << KIND_BITS | kind;
    }

    int columns() {
        return columns;
    }

    /// The fields of a column, by row, for [#start], [#length] and [#kind].
    long[] fields(int column) {
        return fields[column];
    }

    /// Where the field begins in [#data].
    static int start(long field) {
        return (int) (field >>> 32);
    }

    /// The bytes of the field. Rows are shorter than 2^29 bytes.
    static int length(long field) {
        return (int) field >>> KIND_BITS;
    }

    static byte kind(long field) {
        return (byte) (field & (1 << KIND_BITS) - 1);
    }

    void setMissing(int column, int row) {
        set(column, row, 0, 0, MISSING);
    }

    /// Adds a row whose fields have been set.
    void add(int start, int end, long line) {
        rowStarts[rows] = start;
        rowEnds[rows] = end;
        lines[rows] = line;
        faults[rows] = null;
        rows++;
    }

    /// Says that a row cannot be taken; its fields are gone.
    void fault(int row, Fault fault) {
        faults[row] = fault;
        for (int column = 0; column < columns; column++) {
            setMissing(column, row);
        }
    }
}
