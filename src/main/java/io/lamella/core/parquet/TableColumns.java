package io.lamella.core.parquet;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.LeafColumn;
import io.lamella.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;

/// Reads back, from a footer, the schema of a table that [SchemaElements] wrote, or somebody else in the same form.
final class TableColumns {
    private final List<SchemaElement> elements;
    private final List<Leaf> leaves;
    private final Set<String> localInt96;
    private int element = 1;
    private int leaf;

    private TableColumns(List<SchemaElement> elements, List<Leaf> leaves, Set<String> localInt96) {
        this.elements = elements;
        this.leaves = leaves;
        this.localInt96 = localInt96;
    }

    /// The table that these columns are of; empty when one of them is of a type that Lamella does not write.
    ///
    /// @param elements the tree in preorder, its root first
    /// @param localInt96 the names of the INT96 leaves that are not adjusted to UTC, which no annotation can say
    static Optional<TableSchema> of(List<SchemaElement> elements, List<Leaf> leaves, Set<String> localInt96) {
        return new TableColumns(elements, leaves, localInt96).table();
    }

    private Optional<TableSchema> table() {
        int count = elements.getFirst().getNum_children();
        var columns = new ArrayList<Column>();
        var names = new HashSet<String>();
        for (int i = 0; i < count; i++) {
            var line = elements.get(element);
            var type = type();
            boolean repeated = presence(line) == FieldRepetitionType.REPEATED;
            boolean fits = !repeated && !name(line).isBlank() && names.add(name(line));
            if (!fits
                    || type.filter(known -> known.depth() <= ColumnType.MAX_DEPTH)
                            .isEmpty()) {
                return Optional.empty();
            }
            columns.add(new Column(name(line), type.get(), presence(line) == FieldRepetitionType.REQUIRED));
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new TableSchema(columns));
    }

    /// The type that the next lines have.
    private Optional<ColumnType> type() {
        var line = elements.get(element++);
        if (line.isSetType()) {
            return SchemaElements.type(leaves.get(leaf++), localInt96);
        }
        if (isList(line)) {
            return line.getNum_children() == 1 && isRepeated(LeafColumn.LIST, 1)
                    ? member(LeafColumn.ELEMENT, FieldRepetitionType.OPTIONAL).map(ColumnType.Array::new)
                    : Optional.empty();
        }
        if (isMap(line)) {
            return line.getNum_children() == 1 && isRepeated(LeafColumn.KEY_VALUE, 2) ? map() : Optional.empty();
        }
        return isPlain(line) ? struct(line.getNum_children()) : Optional.empty();
    }

    private Optional<ColumnType> map() {
        var key = member(LeafColumn.KEY, FieldRepetitionType.REQUIRED)
                .filter(type -> !(type instanceof ColumnType.Nested));
        // Without a key, nothing tells where the value begins.
        return key.flatMap(known ->
                member(LeafColumn.VALUE, FieldRepetitionType.OPTIONAL).map(value -> new ColumnType.Map(known, value)));
    }

    private Optional<ColumnType> struct(int count) {
        var fields = new ArrayList<ColumnType.Field>();
        var names = new HashSet<String>();
        for (int i = 0; i < count; i++) {
            var name = name(elements.get(element));
            var type = member(name, FieldRepetitionType.OPTIONAL);
            if (type.isEmpty() || name.isBlank() || !names.add(name)) {
                return Optional.empty();
            }
            fields.add(new ColumnType.Field(name, type.get()));
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new ColumnType.Struct(fields));
    }

    private Optional<ColumnType> member(String name, FieldRepetitionType presence) {
        var line = elements.get(element);
        return name(line).equals(name) && presence(line) == presence ? type() : Optional.empty();
    }

    /// Steps over the group in the middle of the three, if it is there.
    private boolean isRepeated(String name, int children) {
        var line = elements.get(element++);
        return name(line).equals(name)
                && !line.isSetType()
                && line.getNum_children() == children
                && presence(line) == FieldRepetitionType.REPEATED;
    }

    private static boolean isList(SchemaElement line) {
        return line.isSetLogicalType()
                ? Thrift.given(line.getLogicalType()).isSetLIST()
                : line.getConverted_type() == ConvertedType.LIST;
    }

    private static boolean isMap(SchemaElement line) {
        return line.isSetLogicalType()
                ? Thrift.given(line.getLogicalType()).isSetMAP()
                : line.getConverted_type() == ConvertedType.MAP;
    }

    private static boolean isPlain(SchemaElement line) {
        return !line.isSetLogicalType() && !line.isSetConverted_type();
    }

    private static String name(SchemaElement line) {
        return Thrift.given(line.getName());
    }

    /// The root says nothing of it, and neither do some writers.
    private static FieldRepetitionType presence(SchemaElement line) {
        return line.isSetRepetition_type() ? Thrift.given(line.getRepetition_type()) : FieldRepetitionType.REQUIRED;
    }
}
