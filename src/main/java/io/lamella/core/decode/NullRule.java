package io.lamella.core.decode;

import io.lamella.core.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Which fields of a column mean null.
///
/// In text and JSON columns only a field without quotes can, as with PostgreSQL's COPY: `a,,b` has a null between, `a,"",b`
/// an empty text. Where the column is a required text, `a,,b` has an empty text as well, since a null would be of no use.
/// Everywhere else an empty field is null, and the null texts count with quotes and without.
final class NullRule {
    private final boolean text;
    private final boolean emptyIsNull;
    private final byte[][] texts;

    NullRule(ColumnSource source) {
        ColumnType type = source.column().type();
        text = type instanceof ColumnType.Text || type instanceof ColumnType.Json;
        boolean requiredText =
                type instanceof ColumnType.Text && source.column().required();
        emptyIsNull = !text || (source.format().nulls().contains("") && !requiredText);
        texts = source.format().nulls().stream()
                .filter(nullText -> !nullText.isEmpty())
                .map(nullText -> nullText.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    boolean isNull(byte kind, byte[] data, int start, int length) {
        if (kind == FieldBlock.MISSING || kind == FieldBlock.NULL) {
            return true;
        }
        if (kind == FieldBlock.VALUE) {
            return false;
        }
        if (text && kind != FieldBlock.PLAIN) {
            return false;
        }
        return length == 0 ? emptyIsNull : isNullText(data, start, length);
    }

    private boolean isNullText(byte[] data, int start, int length) {
        for (byte[] nullText : texts) {
            if (Arrays.equals(data, start, start + length, nullText, 0, nullText.length)) {
                return true;
            }
        }
        return false;
    }
}
