package io.lamella.core.decode;

import io.lamella.core.event.Cut;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Makes decoders.
public final class Decoders {
    /// The text that is tokenized at a time.
    private static final int WINDOW_BYTES = 1024 * 1024;

    private Decoders() {}

    /// A decoder for a whole object. The vectors of its batches are in the order of `columns`.
    public static SliceDecoder open(InputFormat format, List<ColumnSource> columns) {
        return open(format, columns, WINDOW_BYTES);
    }

    /// A decoder for a slice of an object that was cut. It is offered the object's lead first and then, as if nothing stood
    /// between them, the bytes of the slice.
    ///
    /// @param offset of the slice in the object
    public static SliceDecoder open(InputFormat format, List<ColumnSource> columns, Cut cut, long offset) {
        return open(format, columns, Optional.of(new CutAt(cut, offset)), WINDOW_BYTES);
    }

    /// How many of the first bytes of an object bring no text as long as nothing follows them, and it is not all of the object.
    public static int aheadBytes(ByteBuffer beginning) {
        byte[] head = new byte[Math.min(beginning.remaining(), Compression.MAGIC_BYTES)];
        beginning.duplicate().get(head);
        return Compression.find(head, head.length).aheadBytes();
    }

    /// @param windowBytes how much text is tokenized at a time, 64 at least
    static SliceDecoder open(InputFormat format, List<ColumnSource> columns, int windowBytes) {
        return open(format, columns, Optional.empty(), windowBytes);
    }

    /// Where in its object a slice stands.
    record CutAt(Cut cut, long offset) {
        /// By how much lines are further on in the object than in what is offered.
        long lineShift() {
            return cut.line() - cut.leadLines() - 1;
        }

        /// By how much bytes are further on in the object than in what is offered.
        long byteShift() {
            return offset - cut.lead().length();
        }
    }

    static SliceDecoder open(InputFormat format, List<ColumnSource> columns, Optional<CutAt> place, int windowBytes) {
        var block = new FieldBlock(columns.size());
        long line = 1 + place.map(CutAt::lineShift).orElse(0L);
        var tokenizer = switch (format) {
            case InputFormat.Csv csv -> new CsvTokenizer(csv, columns, line);
            case InputFormat.NdJson json -> new NdJsonTokenizer(json, columns, line);
            case InputFormat.Json json -> new JsonTokenizer(json, columns);
        };
        // Without a lead the slice's own first bytes would be taken for the object's.
        boolean plain = place.isPresent() && place.get().cut().lead().isEmpty();
        var reader = plain ? TextReader.ofRows(format.charset()) : new TextReader(format.charset());
        var window = new TextWindow(
                reader, block, windowBytes, place.map(CutAt::byteShift).orElse(0L));
        return new TextSliceDecoder(window, tokenizer, block, parsers(format, columns), format.maxRowBytes());
    }

    /// JSON in a CSV field is nobody's row, so what CSV says about extra fields says nothing of it.
    private static ColumnParsers parsers(InputFormat format, List<ColumnSource> columns) {
        return switch (format) {
            case InputFormat.Csv _ -> new ColumnParsers(columns, false, InputFormat.NdJson.DEFAULT.extraFields());
            case InputFormat.NdJson json -> new ColumnParsers(columns, true, json.extraFields());
            case InputFormat.Json json -> new ColumnParsers(columns, true, json.extraFields());
        };
    }
}
