package io.lamella.core.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes lines of text: reads a window of it, tokenizes its rows into a block, parses the block, hands on what fits.
///
/// A slice that begins in the middle of an object will need the header, the line and the offset that hold there; they are
/// the state of [Tokenizer] and [TextWindow], which are made in [Decoders].
final class TextSliceDecoder implements SliceDecoder {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// What a window needs beyond the longest row: its line end, and what a step of decoding may leave free.
    private static final int SLACK_BYTES = 64;

    /// The text that holds as much of a rejected row as is kept: one byte of an object may become three of UTF-8.
    private static final int RAW_TEXT_BYTES = 3 * Rejected.MAX_RAW_BYTES;

    /// A window, and the arena behind it, must be addressed by an `int`.
    private static final int MAX_ROW_BYTES = 256 * 1024 * 1024;

    private final TextWindow window;
    private final Tokenizer tokenizer;
    private final ColumnParsers parsers;
    private final FieldBlock block;
    private final int maxRowBytes;
    private @Nullable Fault[] faults;
    private int[] accepted;

    private ByteBuffer input = NOTHING;
    private boolean ended;
    private boolean closed;
    /// Whether the window has no whole row any more.
    private boolean starved = true;
    /// A row that is being passed over.
    private @Nullable OversizedRow oversized;

    TextSliceDecoder(TextWindow window, Tokenizer tokenizer, FieldBlock block, ColumnParsers parsers, int maxRowBytes) {
        this.window = window;
        this.tokenizer = tokenizer;
        this.block = block;
        this.parsers = parsers;
        this.maxRowBytes = Math.min(maxRowBytes, MAX_ROW_BYTES);
        this.faults = new @Nullable Fault[block.capacity];
        this.accepted = new int[block.capacity];
    }

    @Override
    public void offer(ByteBuffer bytes) {
        if (ended) {
            throw new IllegalStateException("no bytes may be offered after the end");
        }
        if (input.hasRemaining()) {
            throw new IllegalStateException("bytes may be offered only when advance() has returned false");
        }
        input = bytes;
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public boolean advance(BatchSink sink) {
        if (closed) {
            throw new IllegalStateException("the decoder is closed");
        }
        if (starved && !window.fill(input, ended)) {
            input = NOTHING; // All of it was taken, and it is the caller's again.
            return false;
        }
        starved = false;
        if (oversized != null) {
            passOver(oversized, sink);
        } else {
            tokenize(sink);
        }
        return !(window.isLast() && window.isEmpty());
    }

    private void tokenize(BatchSink sink) {
        block.grow();
        long record = tokenizer.record();
        int end = tokenizer.tokenize(block, window.from, window.limit, window.isLast());
        refuseBroken(end);
        boolean stuck = end == window.from && block.rows == 0;
        if (block.rows > 0) {
            refuseLongRows();
            refuseMalformedText();
            if (faults.length < block.capacity) {
                faults = new @Nullable Fault[block.capacity];
                accepted = new int[block.capacity];
            }
            Arrays.fill(faults, null);
            parsers.parse(block, faults);
            handOn(sink, record);
        }
        window.from = end;
        starved = block.rows < block.capacity;
        if (stuck && window.isLast() && !window.isEmpty()) {
            throw new IllegalStateException(
                    "byte " + window.objectOffset(end) + " of the last text must be taken, or refused");
        }
        if (stuck && window.from == 0 && !window.isLast()) {
            makeRoom();
        }
    }

    /// The window begins with a row that does not end in it.
    private void makeRoom() {
        int enough = Math.max(maxRowBytes, RAW_TEXT_BYTES);
        if (window.limit - window.from <= enough + 2) {
            window.grow(enough + SLACK_BYTES);
            return;
        }
        long start = window.objectOffset(window.from);
        byte[] beginning = window.raw(window.from, start, window.objectOffset(window.limit));
        oversized = new OversizedRow(tokenizer.line(), tokenizer.record(), start, beginning);
        starved = false;
    }

    private void passOver(OversizedRow row, BatchSink sink) {
        int end = tokenizer.skip(block.data, window.from, window.limit);
        refuseBroken(window.from);
        window.from = end == Tokenizer.NOT_IN_SIGHT ? window.limit : end;
        starved = window.isEmpty();
        if (end == Tokenizer.NOT_IN_SIGHT && !window.isLast()) {
            return;
        }
        Rejected rejected = row.rejected(window.objectOffset(window.from), OversizedRow.fault(maxRowBytes));
        oversized = null;
        sink.accept(new RowBatch(parsers.vectors(), accepted, 0, List.of(rejected)));
        if (window.isLast() && window.isEmpty()) {
            tokenize(sink); // It says whether the text may end here.
        }
    }

    private void refuseBroken(int at) {
        Fault broken = tokenizer.broken();
        if (broken != null) {
            throw new RefusedException(
                    broken.reason(),
                    "line " + tokenizer.line() + ", byte " + window.objectOffset(at) + " of the decompressed object: "
                            + broken.message());
        }
    }

    private void refuseLongRows() {
        if (block.rowEnds[block.rows - 1] - block.rowStarts[0] <= maxRowBytes) {
            return;
        }
        for (int row = 0; row < block.rows; row++) {
            if (block.rowEnds[row] - block.rowStarts[row] > maxRowBytes) {
                block.fault(row, OversizedRow.fault(maxRowBytes));
            }
        }
    }

    /// Rejects rows with a byte that is not UTF-8, be it in a column or not: nobody can say what the row means.
    private void refuseMalformedText() {
        int end = block.rowEnds[block.rows - 1];
        int row = 0;
        int at = Utf8.firstInvalid(block.data, block.rowStarts[0], end);
        while (at < end) {
            while (block.rowEnds[row] <= at) {
                row++;
            }
            if (at >= block.rowStarts[row] && block.faults[row] == null) {
                block.fault(row, malformedText(at));
            }
            // Rows may have comments between them; then the search goes on at the row, else behind it.
            int next = at >= block.rowStarts[row] ? block.rowEnds[row] : block.rowStarts[row];
            at = Utf8.firstInvalid(block.data, next, end);
        }
    }

    private Fault malformedText(int at) {
        return new Fault(
                "malformed_text",
                "the text must be valid in its charset, but byte " + window.objectOffset(at)
                        + " of the decompressed object is not; does the format state the right charset?");
    }

    /// @param record the number of the block's first row, or 0
    private void handOn(BatchSink sink, long record) {
        int count = 0;
        var rejected = new ArrayList<Rejected>();
        for (int row = 0; row < block.rows; row++) {
            Fault fault = block.faults[row] != null ? block.faults[row] : faults[row];
            if (fault == null) {
                accepted[count++] = row;
            } else {
                rejected.add(rejected(row, record == 0 ? 0 : record + row, fault));
            }
        }
        sink.accept(new RowBatch(parsers.vectors(), accepted, count, rejected));
    }

    private Rejected rejected(int row, long record, Fault fault) {
        long start = window.objectOffset(block.rowStarts[row]);
        long end = window.objectOffset(block.rowEnds[row]);
        byte[] raw = window.raw(block.rowStarts[row], start, end);
        return new Rejected(fault.reason(), fault.message(), block.lines[row], record, start, raw, end - start);
    }

    @Override
    public long decodedBytes() {
        return window.decodedBytes();
    }

    @Override
    public void close() {
        closed = true;
        window.close();
    }
}
