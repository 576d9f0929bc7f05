package io.lamella.core.decode;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// JSON out of JSON: values as they are written, which the tokenizer has checked. Strings come without quotes and escapes, so
/// they get them again, in the shortest form that RFC 8259 allows.
///
/// Nothing is copied unless a column has a string in the block: a vector has one buffer, so then all values go into its own.
final class JsonValueParser extends BytesColumnParser {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /// Worst case of a byte: a control character, backslash u 0 0 x x.
    private static final int MAX_ESCAPED = 6;

    private final boolean alone;
    private boolean copies;

    /// @param alone whether the column's fields are those of a block; else there may be strings, and nobody knows before
    JsonValueParser(ColumnSource source, boolean alone) {
        super(source);
        this.alone = alone;
    }

    @Override
    void begin(FieldBlock block, int column) {
        copies = !alone || hasStrings(block.fields(column), block.rows);
        if (copies) {
            vector.clear();
        } else {
            vector.wrap(block.data);
        }
    }

    private static boolean hasStrings(long[] fields, int rows) {
        for (int row = 0; row < rows; row++) {
            if (FieldBlock.kind(fields[row]) == FieldBlock.QUOTED) {
                return true;
            }
        }
        return false;
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        int length = end - start;
        if (kind == FieldBlock.QUOTED) {
            quote(row, data, start, end);
        } else if (copies) {
            int to = vector.append(row, length);
            System.arraycopy(data, start, vector.data, to, length);
        } else {
            vector.set(row, start, length);
        }
        return null;
    }

    private void quote(int row, byte[] data, int start, int end) {
        int length = 2;
        for (int at = start; at < end; at++) {
            length = Math.addExact(length, escapedLength(data[at]));
        }
        int to = vector.append(row, length);
        byte[] out = vector.data;
        out[to++] = '"';
        for (int at = start; at < end; at++) {
            to = escape(data[at], out, to);
        }
        out[to] = '"';
    }

    private static int escapedLength(byte character) {
        return switch (character) {
            case '"', '\\', '\b', '\f', '\n', '\r', '\t' -> 2;
            default -> isControl(character) ? MAX_ESCAPED : 1;
        };
    }

    /// Bytes of other than ASCII characters are negative.
    private static boolean isControl(byte character) {
        return character >= 0 && character < ' ';
    }

    private static int escape(byte character, byte[] out, int at) {
        int to = at;
        switch (character) {
            case '"', '\\' -> to = escape(out, to, character);
            case '\b' -> to = escape(out, to, (byte) 'b');
            case '\f' -> to = escape(out, to, (byte) 'f');
            case '\n' -> to = escape(out, to, (byte) 'n');
            case '\r' -> to = escape(out, to, (byte) 'r');
            case '\t' -> to = escape(out, to, (byte) 't');
            default -> {
                if (isControl(character)) {
                    to = escape(out, to, (byte) 'u');
                    out[to++] = '0';
                    out[to++] = '0';
                    out[to++] = HEX[character >> 4];
                    out[to++] = HEX[character & 0xF];
                } else {
                    out[to++] = character;
                }
            }
        }
        return to;
    }

    private static int escape(byte[] out, int at, byte letter) {
        out[at] = '\\';
        out[at + 1] = letter;
        return at + 2;
    }
}
