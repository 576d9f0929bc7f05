package io.lamella.core.decode;

import io.lamella.core.column.BytesVector;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// What a decoder made of some bytes: values as text, null for null.
record Decoded(List<List<String>> rows, List<Bad> bad) {
    /// A rejected row, with its bytes as text, one character each.
    record Bad(String reason, long line, long byteOffset, String raw, long rawLength) {}

    static final int WINDOW = 1024 * 1024;

    /// No text means null, so that empty fields are told from missing ones.
    private static final ValueFormat AS_WRITTEN = new ValueFormat(
            List.of(), List.of(), ZoneOffset.UTC, ValueFormat.Rounding.REJECT, ValueFormat.BinaryText.BASE64);

    static List<ColumnSource> columns(String... names) {
        return columns(new ColumnType.Text(), names);
    }

    static List<ColumnSource> columns(ColumnType type, String... names) {
        return Arrays.stream(names)
                .map(name -> new ColumnSource(new Column(name, type, false), name, OptionalInt.empty(), AS_WRITTEN))
                .toList();
    }

    static InputFormat.Csv csv() {
        return csv(StandardCharsets.UTF_8, 1024 * 1024);
    }

    static InputFormat.Csv csv(Charset charset, int maxRowBytes) {
        return new InputFormat.Csv(
                charset,
                maxRowBytes,
                (byte) ',',
                Optional.of((byte) '"'),
                Optional.empty(),
                true,
                0,
                Optional.empty(),
                false,
                InputFormat.Unexpected.REJECT,
                InputFormat.Unexpected.REJECT);
    }

    static InputFormat.NdJson ndJson() {
        return new InputFormat.NdJson(StandardCharsets.UTF_8, 1024 * 1024, InputFormat.Unexpected.IGNORE);
    }

    static Decoded of(InputFormat format, List<ColumnSource> columns, String text) {
        return of(format, columns, text.getBytes(StandardCharsets.UTF_8));
    }

    static Decoded of(InputFormat format, List<ColumnSource> columns, byte[] bytes) {
        return of(format, columns, List.of(ByteBuffer.wrap(bytes)), WINDOW);
    }

    static Decoded of(InputFormat format, List<ColumnSource> columns, List<ByteBuffer> pieces, int windowBytes) {
        return of(Decoders.open(format, columns, windowBytes), columns.size(), pieces);
    }

    /// What a decoder makes of the pieces. It is closed then.
    static Decoded of(SliceDecoder opened, int columns, List<ByteBuffer> pieces) {
        var decoded = new Decoded(new ArrayList<>(), new ArrayList<>());
        BatchSink sink = batch -> decoded.add(batch, columns);
        var buffer = ByteBuffer.allocate(
                pieces.stream().mapToInt(ByteBuffer::remaining).max().orElse(0));
        try (var decoder = opened) {
            for (ByteBuffer piece : pieces) {
                decoder.offer(buffer.put(piece.duplicate()).flip());
                while (decoder.advance(sink)) {}
                // It is ours again, to be written to.
                Arrays.fill(buffer.array(), 0, buffer.limit(), (byte) '#');
                buffer.clear();
            }
            decoder.end();
            while (decoder.advance(sink)) {}
        }
        return decoded;
    }

    /// The rows that a decoder rejects, with what it says of them.
    static List<Rejected> rejected(InputFormat format, List<ColumnSource> columns, byte[] bytes) {
        var rejected = new ArrayList<Rejected>();
        try (var decoder = Decoders.open(format, columns, WINDOW)) {
            decoder.offer(ByteBuffer.wrap(bytes));
            decoder.end();
            while (decoder.advance(batch -> rejected.addAll(batch.rejected()))) {}
        }
        return rejected;
    }

    private void add(RowBatch batch, int columns) {
        for (int i = 0; i < batch.accepted(); i++) {
            int row = batch.rows()[i];
            var values = new ArrayList<String>();
            for (int column = 0; column < columns; column++) {
                var vector = (BytesVector) batch.columns().get(column);
                values.add(
                        vector.isNull(row)
                                ? null
                                : new String(
                                        vector.data, vector.starts[row], vector.lengths[row], StandardCharsets.UTF_8));
            }
            rows.add(values);
        }
        for (Rejected rejected : batch.rejected()) {
            bad.add(new Bad(
                    rejected.reason(),
                    rejected.line(),
                    rejected.byteOffset(),
                    new String(rejected.raw(), StandardCharsets.ISO_8859_1),
                    rejected.rawLength()));
        }
    }

    /// These rows, and those of another after them.
    Decoded and(Decoded other) {
        return new Decoded(
                Stream.concat(rows.stream(), other.rows.stream()).toList(),
                Stream.concat(bad.stream(), other.bad.stream()).toList());
    }

    List<String> reasons() {
        return bad.stream().map(Bad::reason).toList();
    }

    /// The bytes in one piece, byte by byte, or in pieces of random length.
    static List<ByteBuffer> pieces(byte[] bytes, int maxLength, RandomGenerator random) {
        return pieces(ByteBuffer.wrap(bytes), maxLength, random);
    }

    static List<ByteBuffer> pieces(ByteBuffer bytes, int maxLength, RandomGenerator random) {
        var pieces = new ArrayList<ByteBuffer>();
        for (int at = bytes.position(); at < bytes.limit(); ) {
            int length = Math.min(bytes.limit() - at, random.nextInt(1, maxLength + 1));
            pieces.add(bytes.slice(at, length));
            at += length;
        }
        return pieces;
    }
}
