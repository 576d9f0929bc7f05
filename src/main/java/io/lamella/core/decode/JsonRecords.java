package io.lamella.core.decode;

import org.jspecify.annotations.Nullable;

/// Puts records into a block, one a row.
final class JsonRecords {
    private final JsonRows rows;

    JsonRecords(JsonRows rows) {
        this.rows = rows;
    }

    /// Whether no JSON value begins with the byte, because it stands between values.
    static boolean isDelimiter(byte value) {
        return switch (value) {
            case ',', ':', '}', ']' -> true;
            default -> false;
        };
    }

    /// A byte of a document, to be shown in a message.
    static String shown(byte value) {
        return value > ' ' && value < 0x7F ? "`" + (char) value + "`" : "byte 0x%02x".formatted(value);
    }

    /// Starts the block anew, over a text that ends at `limit`.
    void begin(FieldBlock block, int limit) {
        block.begin(limit);
        rows.begin(block);
    }

    /// Adds the record `[from, end)`, whose brackets and quotes are closed.
    ///
    /// @param manyLines whether it has line feeds
    void add(FieldBlock block, int from, int end, long line, boolean manyLines) {
        var fault = block.data[from] == '{'
                ? take(block, manyLines ? onOneLine(block, from, end) : from)
                : notAnObject(block.data[from]);
        block.add(from, end, line);
        if (fault != null) {
            block.fault(block.rows - 1, fault);
        }
    }

    private @Nullable Fault take(FieldBlock block, int from) {
        return rows.take(block, from) < 0 ? rows.fault() : null;
    }

    private static Fault notAnObject(byte first) {
        return new Fault(
                "not_an_object",
                "each record must be a JSON object, but this one begins with " + shown(first)
                        + "; does `records` of the format name the right array?");
    }

    /// Copies a record to the arena, with blanks for the line feeds between its values: the text that fields are slices of stands there on one
    /// line, and what is told of a rejected record is told of what stands in the object.
    private static int onOneLine(FieldBlock block, int from, int end) {
        int copy = block.reserve(end - from);
        byte[] data = block.data;
        boolean inString = false;
        for (int at = from, to = copy; at < end; at++, to++) {
            byte value = data[at];
            if (inString && value == '\\') {
                data[to++] = value;
                value = data[++at];
            } else if (value == '"') {
                inString = !inString;
            }
            data[to] = value == '\n' && !inString ? (byte) ' ' : value;
        }
        return copy;
    }
}
