package io.lamella.entry.load;

import io.lamella.core.load.LoadType;
import io.lamella.core.load.LoadType.Field;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/// Values as JSON: lists as arrays, structs and maps as objects. NaN and infinity, of which JSON has no numbers, are text.
final class JsonValues {
    private JsonValues() {}

    static void append(LoadType type, FieldVector vector, int row, StringBuilder to) {
        if (type instanceof LoadType.Null || vector.isNull(row)) {
            to.append("null");
            return;
        }
        switch (type) {
            case LoadType.Array(Field element) -> array(element, (ListVector) vector, row, to);
            case LoadType.Map map -> map(map, (ListVector) vector, row, to);
            case LoadType.Struct struct -> struct(struct, (StructVector) vector, row, to);
            case LoadType.Bool _, LoadType.Int _, LoadType.Decimal _ -> to.append(ScalarText.of(type, vector, row));
            case LoadType.Floating _ -> number(ScalarText.of(type, vector, row), to);
            default -> quote(ScalarText.of(type, vector, row), to);
        }
    }

    private static void number(String text, StringBuilder to) {
        char last = text.charAt(text.length() - 1);
        if (last == 'N' || last == 'y') {
            quote(text, to);
        } else {
            to.append(text);
        }
    }

    private static void array(Field element, ListVector vector, int row, StringBuilder to) {
        to.append('[');
        for (int i = vector.getElementStartIndex(row); i < vector.getElementEndIndex(row); i++) {
            to.append(i > vector.getElementStartIndex(row) ? "," : "");
            append(element.type(), vector.getDataVector(), i, to);
        }
        to.append(']');
    }

    private static void map(LoadType.Map type, ListVector vector, int row, StringBuilder to) {
        var entries = (StructVector) vector.getDataVector();
        var keys = entries.getChildrenFromFields().getFirst();
        var values = entries.getChildrenFromFields().getLast();
        to.append('{');
        for (int i = vector.getElementStartIndex(row); i < vector.getElementEndIndex(row); i++) {
            to.append(i > vector.getElementStartIndex(row) ? "," : "");
            key(type.key().type(), keys, i, to);
            to.append(':');
            append(type.value().type(), values, i, to);
        }
        to.append('}');
    }

    /// Names in JSON are text. A key of a nested type is the text of its JSON.
    private static void key(LoadType type, FieldVector keys, int row, StringBuilder to) {
        if (type instanceof LoadType.Nested) {
            var json = new StringBuilder();
            append(type, keys, row, json);
            quote(json, to);
        } else {
            quote(ScalarText.of(type, keys, row), to);
        }
    }

    private static void struct(LoadType.Struct type, StructVector vector, int row, StringBuilder to) {
        to.append('{');
        for (int i = 0; i < type.fields().size(); i++) {
            var field = type.fields().get(i);
            to.append(i > 0 ? "," : "");
            quote(field.name(), to);
            to.append(':');
            append(field.type(), vector.getChildrenFromFields().get(i), row, to);
        }
        to.append('}');
    }

    static void quote(CharSequence text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < ' ') {
                        to.append("\\u%04x".formatted((int) c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }
}
