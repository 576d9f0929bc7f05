package io.lamella.core.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.schema.ColumnType;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes typed rows of fields that come one by one, as text, from a source that has columns: the result of a query. The text of each
/// value is parsed as that of files is, so that what fits a column, and what is said of what does not, is the same.
///
/// ```
/// for each row { for each column { rows.put(column, text); } if (rows.endRow()) { rows.handOn(sink); } }
/// rows.handOn(sink);
/// ```
///
/// Not thread-safe.
public final class FieldRows {
    /// Rows are handed on when they have more text than this, so that few wide rows take no more memory than many narrow ones.
    private static final int FULL_BYTES = 2 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ColumnSource> columns;
    private final boolean[] text;
    private final ColumnParsers parsers;
    private final FieldBlock block;
    private final int maxRowBytes;
    private @Nullable Fault[] faults;
    private int[] accepted;
    private long rows;
    private int rowStart;
    private int used;
    private long handedOn;

    /// @param columns in the order of the schema, with what their values are written as; texts that mean null are not looked for.
    /// Binary columns take their bytes as they are
    /// @param maxRowBytes a row of more text than this is rejected
    public FieldRows(List<ColumnSource> columns, int maxRowBytes) {
        this.columns = List.copyOf(columns);
        this.maxRowBytes = maxRowBytes;
        this.text = new boolean[columns.size()];
        for (int i = 0; i < text.length; i++) {
            text[i] = !(columns.get(i).column().type() instanceof ColumnType.Binary);
        }
        this.parsers = new ColumnParsers(columns, false, InputFormat.Unexpected.REJECT);
        this.block = new FieldBlock(columns.size());
        this.faults = new @Nullable Fault[block.capacity];
        this.accepted = new int[block.capacity];
        begin();
    }

    private void begin() {
        block.grow();
        if (faults.length < block.capacity) {
            faults = new @Nullable Fault[block.capacity];
            accepted = new int[block.capacity];
        }
        Arrays.fill(faults, null);
        block.begin(0);
        used = FieldBlock.TEXT_PADDING;
        rowStart = used;
    }

    /// Gives the row at hand its value in a column.
    ///
    /// @param value in UTF-8; null for null
    public void put(int column, byte @Nullable [] value) {
        if (value == null) {
            block.set(column, block.rows, 0, 0, FieldBlock.NULL);
            return;
        }
        // The check of UTF-8 reads some bytes more than there are.
        int start = block.reserve(value.length + FieldBlock.TEXT_PADDING);
        block.release(start + value.length);
        System.arraycopy(value, 0, block.data, start, value.length);
        used = start + value.length;
        block.set(column, block.rows, start, value.length, value.length == 0 ? FieldBlock.VALUE : FieldBlock.QUOTED);
        if (text[column] && Utf8.firstInvalid(block.data, start, used) < used) {
            faults[block.rows] = new Fault(
                    "malformed_text",
                    "column " + columns.get(column).column().name()
                            + " must be UTF-8 but is not; mend the value, or declare the column as binary");
        }
    }

    /// Ends the row at hand; all of its columns have been put. Returns whether rows are to be handed on now.
    public boolean endRow() {
        rows++;
        if (used - rowStart > maxRowBytes) {
            faults[block.rows] = OversizedRow.fault(maxRowBytes);
        }
        block.add(rowStart, used, rows);
        rowStart = used;
        return block.rows == block.capacity || used > FULL_BYTES;
    }

    /// Parses the rows that were put, and starts anew.
    public void handOn(BatchSink sink) {
        if (block.rows == 0) {
            return;
        }
        parsers.parse(block, faults);
        int count = 0;
        var rejected = new ArrayList<Rejected>();
        for (int row = 0; row < block.rows; row++) {
            var fault = faults[row];
            if (fault == null) {
                accepted[count++] = row;
            } else {
                rejected.add(rejected(row, fault));
            }
        }
        handedOn += used - FieldBlock.TEXT_PADDING;
        sink.accept(new RowBatch(parsers.vectors(), accepted, count, rejected));
        begin();
    }

    /// The number of the row is its line and its record; it has no place in bytes.
    private Rejected rejected(int row, Fault fault) {
        byte[] raw = raw(row);
        int kept = Math.min(raw.length, Rejected.MAX_RAW_BYTES);
        long number = block.lines[row];
        return new Rejected(fault.reason(), fault.message(), number, number, 0, Arrays.copyOf(raw, kept), raw.length);
    }

    /// The row as a JSON object of texts; of bytes that are no text, the Base64.
    private byte[] raw(int row) {
        var json = JSON.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            var name = columns.get(i).column().name();
            long field = block.fields(i)[row];
            int start = FieldBlock.start(field);
            int end = start + FieldBlock.length(field);
            if (FieldBlock.kind(field) == FieldBlock.NULL) {
                json.putNull(name);
            } else if (text[i] && Utf8.firstInvalid(block.data, start, end) == end) {
                json.put(name, new String(block.data, start, end - start, StandardCharsets.UTF_8));
            } else {
                json.put(name, Arrays.copyOfRange(block.data, start, end));
            }
        }
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bytes of the rows that were handed on.
    public long handedOnBytes() {
        return handedOn;
    }
}
