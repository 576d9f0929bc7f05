package io.lamella.core.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/// A column of a Parquet file: a leaf of its schema.
///
/// @param path the names from the root (without it) to the leaf
/// @param type the physical type
/// @param typeLength the bytes of a value of type FIXED_LEN_BYTE_ARRAY, else 0
/// @param maxDefinition the definition level of a value that is there
/// @param maxRepetition how many repeated fields the path has
/// @param element the leaf's line in the schema, with its annotations
record Leaf(List<String> path, Type type, int typeLength, int maxDefinition, int maxRepetition, SchemaElement element) {

    /// A schema nested deeper than this is taken for broken.
    private static final int MAX_DEPTH = 128;

    /// The leaves of a schema, which lists its tree in preorder.
    static List<Leaf> of(List<SchemaElement> schema) {
        if (schema.isEmpty()) {
            throw new ParquetFormatException("the schema is empty");
        }
        var leaves = new ArrayList<Leaf>();
        int end = children(schema, 0, List.of(), 0, 0, leaves);
        if (end != schema.size()) {
            throw new ParquetFormatException("the schema has " + schema.size() + " elements but its tree takes " + end);
        }
        return List.copyOf(leaves);
    }

    private static int children(
            List<SchemaElement> schema, int parent, List<String> path, int definition, int repetition, List<Leaf> to) {
        if (path.size() > MAX_DEPTH) {
            throw new ParquetFormatException("the schema is nested deeper than " + MAX_DEPTH);
        }
        int next = parent + 1;
        for (int child = 0; child < schema.get(parent).getNum_children(); child++) {
            if (next >= schema.size()) {
                throw new ParquetFormatException("the schema ends within " + String.join(".", path));
            }
            next = field(schema, next, path, definition, repetition, to);
        }
        return next;
    }

    private static int field(
            List<SchemaElement> schema, int at, List<String> parents, int definition, int repetition, List<Leaf> to) {
        var element = schema.get(at);
        var path = new ArrayList<>(parents);
        path.add(element.getName());
        var presence = element.isSetRepetition_type() ? element.getRepetition_type() : FieldRepetitionType.REQUIRED;
        int fieldDefinition = definition + (presence == FieldRepetitionType.REQUIRED ? 0 : 1);
        int fieldRepetition = repetition + (presence == FieldRepetitionType.REPEATED ? 1 : 0);
        var type = element.getType();
        if (type == null) {
            return children(schema, at, path, fieldDefinition, fieldRepetition, to);
        }
        if (element.getNum_children() > 0) {
            throw new ParquetFormatException("column " + String.join(".", path) + " has both a type and children");
        }
        int length = type == Type.FIXED_LEN_BYTE_ARRAY ? element.getType_length() : 0;
        if (length < 0 || (length == 0 && type == Type.FIXED_LEN_BYTE_ARRAY)) {
            throw new ParquetFormatException(
                    "column " + String.join(".", path) + " has values of " + length + " bytes");
        }
        to.add(new Leaf(List.copyOf(path), type, length, fieldDefinition, fieldRepetition, element));
        return at + 1;
    }

    String name() {
        return String.join(".", path);
    }

    /// Whether each row has one value or null, and nothing surrounds it.
    boolean isFlat() {
        return path.size() == 1 && maxRepetition == 0;
    }

    boolean isRequired() {
        return maxDefinition == 0;
    }

    /// Whether values fit into 64 bits.
    boolean isLong() {
        return switch (type) {
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> true;
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
        };
    }

    /// The bytes of a value where all have the same length, else 0. Booleans take less than one and count as 0 too.
    int width() {
        return switch (type) {
            case INT32, FLOAT -> 4;
            case INT64, DOUBLE -> 8;
            case INT96 -> 12;
            case FIXED_LEN_BYTE_ARRAY -> typeLength;
            case BOOLEAN, BYTE_ARRAY -> 0;
        };
    }
}
