package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.Unexpected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks the parser of a column about single values, without an object to decode. Not thread-safe.
public final class ValueProbe {
    private final FieldBlock block = new FieldBlock(1, 1);
    private final @Nullable Fault[] faults = new @Nullable Fault[1];
    private final ColumnParsers parsers;

    /// @param json whether values are JSON rather than fields of CSV
    public ValueProbe(ColumnSource column, boolean json) {
        parsers = new ColumnParsers(List.of(column), json, Unexpected.IGNORE);
    }

    /// Whether the column takes this field of CSV.
    public boolean takesField(String text) {
        return takes(FieldBlock.PLAIN, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Whether the column takes this JSON value, well-formed and as it is written.
    public boolean takesJson(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return switch (value.charAt(0)) {
            case '"' -> takes(FieldBlock.QUOTED, unescaped(bytes));
            case '{', '[' -> takes(FieldBlock.COMPOSITE, bytes);
            case 't', 'f' -> takes(FieldBlock.BOOLEAN, bytes);
            case 'n' -> takes(FieldBlock.NULL, bytes);
            default -> takes(FieldBlock.NUMBER, bytes);
        };
    }

    private static byte[] unescaped(byte[] string) {
        byte[] both = Arrays.copyOf(string, 2 * string.length);
        int end = JsonText.unescape(both, 1, string.length - 1, string.length);
        return end == JsonText.LONE_SURROGATE ? string : Arrays.copyOfRange(both, string.length, end);
    }

    private boolean takes(byte kind, byte[] bytes) {
        block.growText(bytes.length);
        System.arraycopy(bytes, 0, block.data, 0, bytes.length);
        block.begin(bytes.length);
        block.set(0, 0, 0, bytes.length, kind);
        block.add(0, bytes.length, 1);
        faults[0] = null;
        parsers.parse(block, faults);
        return faults[0] == null;
    }
}
