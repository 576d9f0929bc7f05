package io.lamella.core.decode;

import java.util.List;

/// Makes decoders.
public final class Decoders {
    /// The text that is tokenized at a time.
    private static final int WINDOW_BYTES = 1024 * 1024;

    private Decoders() {}

    /// A decoder for a whole object. The vectors of its batches are in the order of `columns`.
    public static SliceDecoder open(InputFormat format, List<ColumnSource> columns) {
        return open(format, columns, WINDOW_BYTES);
    }

    /// @param windowBytes how much text is tokenized at a time, 64 at least
    static SliceDecoder open(InputFormat format, List<ColumnSource> columns, int windowBytes) {
        var block = new FieldBlock(columns.size());
        var tokenizer = switch (format) {
            case InputFormat.Csv csv -> new CsvTokenizer(csv, columns);
            case InputFormat.NdJson json -> new NdJsonTokenizer(json, columns);
        };
        var window = new TextWindow(new TextReader(format.charset()), block, windowBytes);
        return new TextSliceDecoder(
                window,
                tokenizer,
                block,
                new ColumnParsers(columns, format instanceof InputFormat.NdJson),
                format.maxRowBytes());
    }
}
