package io.lamella.entry.load;

import io.lamella.core.load.LoadSchema;
import io.lamella.core.load.LoadType;
import io.lamella.core.parquet.ParquetFormatException;
import org.apache.arrow.vector.FieldVector;

/// Rows as in RFC 4180, with a header. Null is nothing, and empty text or bytes are `""`; nested values are JSON. Where there is
/// one column, null is `""`, since most readers take an empty line for no row, and refused where that is an empty value.
final class CsvRows implements TextTableWriter.RowText {
    private static final String EMPTY = "\"\"";

    private boolean oneColumn;

    @Override
    public void begin(LoadSchema columns, StringBuilder to) {
        oneColumn = columns.columns().size() == 1;
        for (int i = 0; i < columns.columns().size(); i++) {
            to.append(i > 0 ? "," : "");
            field(columns.columns().get(i).name(), to);
        }
        to.append('\n');
    }

    @Override
    public void value(LoadType.Field column, FieldVector vector, int row, StringBuilder to) {
        var type = column.type();
        if (type instanceof LoadType.Null || vector.isNull(row)) {
            to.append(oneColumn ? onlyNull(column) : "");
            return;
        }
        switch (type) {
            case LoadType.Nested _ -> {
                var json = new StringBuilder();
                JsonValues.append(type, vector, row, json);
                field(json, to);
            }
            case LoadType.Text _ -> field(ScalarText.of(type, vector, row), to);
            // In Base64 empty bytes are empty text; nothing else needs quotes.
            case LoadType.Binary _, LoadType.Fixed _ -> {
                var text = ScalarText.of(type, vector, row);
                to.append(text.isEmpty() ? EMPTY : text);
            }
            default -> to.append(ScalarText.of(type, vector, row));
        }
    }

    private static String onlyNull(LoadType.Field column) {
        if (column.type() instanceof LoadType.Text || column.type() instanceof LoadType.Binary) {
            throw new ParquetFormatException("null, which CSV of one column cannot tell from what is empty");
        }
        return EMPTY;
    }

    @Override
    public void endRow(StringBuilder to) {
        to.append('\n');
    }

    private static void field(CharSequence text, StringBuilder to) {
        if (!needsQuotes(text)) {
            to.append(text);
            return;
        }
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            to.append(text.charAt(i) == '"' ? "\"" : "").append(text.charAt(i));
        }
        to.append('"');
    }

    private static boolean needsQuotes(CharSequence text) {
        return text.isEmpty()
                || text.charAt(0) == ' '
                || text.charAt(text.length() - 1) == ' '
                || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    }
}
