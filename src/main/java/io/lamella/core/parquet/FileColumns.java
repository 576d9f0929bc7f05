package io.lamella.core.parquet;

import io.lamella.core.load.LoadType;
import io.lamella.core.load.LoadType.Field;
import io.lamella.core.load.Shape;
import io.lamella.core.load.Shape.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/// The columns of a file of any writer as they are loaded, with lists and maps in all forms that there ever were
/// ([specification](https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#nested-types)).
public final class FileColumns {
    private static final int MAX_DIGITS = 76;

    private final List<SchemaElement> elements;
    private final List<Leaf> leaves;
    private int element = 1;
    private int leaf;

    private FileColumns(Footer footer) {
        elements = Thrift.given(footer.metadata().getSchema());
        leaves = footer.leaves();
    }

    /// A column, and where it lies.
    public record Column(Field field, Shape shape) {}

    /// @throws ParquetFormatException if a column is of a type that nobody knows
    public static List<Column> of(Footer footer) {
        var columns = new FileColumns(footer);
        var all = new ArrayList<Column>();
        for (int left = columns.elements.getFirst().getNum_children(); left > 0; left--) {
            all.add(columns.next(0, Slot.ROW));
        }
        return List.copyOf(all);
    }

    /// What the next line and those below it say.
    ///
    /// @param defined the level from which there is what surrounds it
    private Column next(int defined, Slot slot) {
        var line = elements.get(element);
        var name = Thrift.given(line.getName());
        var presence = presence(line);
        if (presence == FieldRepetitionType.REPEATED) {
            // A list without a group around it: it is never null.
            var inner = new Slot(defined + 1, slot.repetition() + 1);
            var member = value(inner.definition(), inner);
            return array(name, defined, slot, inner, member, false);
        }
        boolean nullable = presence == FieldRepetitionType.OPTIONAL;
        var shape = value(nullable ? defined + 1 : defined, slot);
        return new Column(new Field(name, shape.type(), nullable), shape);
    }

    /// What the next line is, apart from whether it may be null or is there several times.
    private Shape value(int present, Slot slot) {
        var line = elements.get(element++);
        if (line.isSetType()) {
            var column = leaves.get(leaf);
            return new Shape.Scalar(leaf++, type(column), present, slot, column.isFlat());
        }
        if (isList(line) && line.getNum_children() == 1 && isRepeated(elements.get(element))) {
            return list(Thrift.given(line.getName()), present, slot).shape();
        }
        if (isMap(line) && line.getNum_children() == 1 && isEntry(elements.get(element))) {
            return map(present, slot);
        }
        return struct(line, present, slot);
    }

    private Column list(String name, int present, Slot slot) {
        var line = elements.get(element);
        var inner = new Slot(present + 1, slot.repetition() + 1);
        var middle = Thrift.given(line.getName());
        boolean threeLevels = line.getNum_children() == 1
                && !line.isSetType()
                && !middle.equals("array")
                && !middle.equals(name + "_tuple");
        if (threeLevels) {
            element++;
            return array(name, present, slot, inner, next(inner.definition(), inner));
        }
        return array(name, present, slot, inner, value(inner.definition(), inner), true);
    }

    private static Column array(String name, int present, Slot slot, Slot inner, Shape member, boolean nullable) {
        return array(
                name, present, slot, inner, new Column(new Field("element", member.type(), false), member), nullable);
    }

    private static Column array(String name, int present, Slot slot, Slot inner, Column member) {
        return array(name, present, slot, inner, member, true);
    }

    private static Column array(String name, int present, Slot slot, Slot inner, Column member, boolean nullable) {
        var element = new Field("element", member.field().type(), member.field().nullable());
        var shape = new Shape.Repeated(
                member.shape().leaf(),
                new LoadType.Array(element),
                present,
                slot,
                inner.definition(),
                List.of(member.shape()));
        return new Column(new Field(name, shape.type(), nullable), shape);
    }

    private Shape map(int present, Slot slot) {
        element++;
        var inner = new Slot(present + 1, slot.repetition() + 1);
        var key = next(inner.definition(), inner);
        var value = next(inner.definition(), inner);
        var type = new LoadType.Map(
                new Field("key", key.field().type(), false),
                new Field("value", value.field().type(), value.field().nullable()));
        return new Shape.Repeated(
                key.shape().leaf(), type, present, slot, inner.definition(), List.of(key.shape(), value.shape()));
    }

    private Shape struct(SchemaElement line, int present, Slot slot) {
        var fields = new ArrayList<Field>();
        var members = new ArrayList<Shape>();
        for (int left = line.getNum_children(); left > 0; left--) {
            var column = next(present, slot);
            fields.add(column.field());
            members.add(column.shape());
        }
        if (members.isEmpty()) {
            throw new ParquetFormatException("column " + line.getName()
                    + " is a struct without fields, which the format does not know; write the file anew without it");
        }
        return new Shape.Struct(members.getFirst().leaf(), new LoadType.Struct(fields), present, slot, members);
    }

    private static boolean isList(SchemaElement line) {
        return line.isSetLogicalType()
                ? Thrift.given(line.getLogicalType()).isSetLIST()
                : line.getConverted_type() == ConvertedType.LIST;
    }

    private static boolean isMap(SchemaElement line) {
        return line.isSetLogicalType()
                ? Thrift.given(line.getLogicalType()).isSetMAP()
                : line.getConverted_type() == ConvertedType.MAP
                        || line.getConverted_type() == ConvertedType.MAP_KEY_VALUE;
    }

    private static boolean isEntry(SchemaElement line) {
        return isRepeated(line) && !line.isSetType() && line.getNum_children() == 2;
    }

    private static boolean isRepeated(SchemaElement line) {
        return presence(line) == FieldRepetitionType.REPEATED;
    }

    private static FieldRepetitionType presence(SchemaElement line) {
        return line.isSetRepetition_type() ? Thrift.given(line.getRepetition_type()) : FieldRepetitionType.REQUIRED;
    }

    /// What the values of a leaf mean; numbers or bytes alone where that is not known.
    private static LoadType type(Leaf leaf) {
        return Annotation.of(leaf.element())
                .flatMap(annotation -> annotated(annotation, leaf))
                .orElseGet(() -> physical(leaf));
    }

    private static Optional<LoadType> annotated(Annotation annotation, Leaf leaf) {
        boolean bytes = leaf.type() == Type.BYTE_ARRAY;
        boolean whole = leaf.type() == Type.INT32 || leaf.type() == Type.INT64;
        return switch (annotation) {
            case Annotation.None _ -> Optional.empty();
            case Annotation.Text _, Annotation.Enumeration _, Annotation.Json _ ->
                Optional.<LoadType>of(new LoadType.Text()).filter(_ -> bytes);
            case Annotation.Int(int bits, boolean signed) ->
                Optional.<LoadType>of(new LoadType.Int(bits, signed))
                        .filter(_ -> leaf.type() == (bits == Long.SIZE ? Type.INT64 : Type.INT32));
            case Annotation.Decimal(int precision, int scale) -> decimal(precision, scale, leaf);
            case Annotation.Date _ -> Optional.<LoadType>of(new LoadType.Date()).filter(_ -> leaf.type() == Type.INT32);
            case Annotation.Time(Annotation.Unit unit) ->
                Optional.<LoadType>of(new LoadType.Time(unit(unit))).filter(_ -> whole);
            case Annotation.Timestamp(Annotation.Unit unit, boolean utc) ->
                Optional.<LoadType>of(new LoadType.Timestamp(unit(unit), utc)).filter(_ -> leaf.type() == Type.INT64);
            case Annotation.Uuid _ ->
                Optional.<LoadType>of(new LoadType.Uuid()).filter(_ -> leaf.typeLength() == 2 * Long.BYTES);
            case Annotation.Float16 _ ->
                Optional.<LoadType>of(new LoadType.Floating(Float.SIZE)).filter(_ -> leaf.typeLength() == Short.BYTES);
            case Annotation.Null _ -> Optional.of(new LoadType.Null());
        };
    }

    private static Optional<LoadType> decimal(int precision, int scale, Leaf leaf) {
        boolean fits = leaf.type() != Type.BOOLEAN
                && leaf.type() != Type.FLOAT
                && leaf.type() != Type.DOUBLE
                && leaf.type() != Type.INT96;
        if (fits && precision > MAX_DIGITS) {
            throw new ParquetFormatException("column " + leaf.name() + " is decimal(" + precision + "," + scale
                    + "), and decimals of more than " + MAX_DIGITS + " digits are not supported");
        }
        return fits ? Optional.of(new LoadType.Decimal(precision, scale)) : Optional.empty();
    }

    private static LoadType.Unit unit(Annotation.Unit unit) {
        return switch (unit) {
            case MILLIS -> LoadType.Unit.MILLIS;
            case MICROS -> LoadType.Unit.MICROS;
            case NANOS -> LoadType.Unit.NANOS;
        };
    }

    private static LoadType physical(Leaf leaf) {
        return switch (leaf.type()) {
            case BOOLEAN -> new LoadType.Bool();
            case INT32 -> new LoadType.Int(Integer.SIZE, true);
            case INT64 -> new LoadType.Int(Long.SIZE, true);
            case FLOAT -> new LoadType.Floating(Float.SIZE);
            case DOUBLE -> new LoadType.Floating(Double.SIZE);
            // The nanoseconds of old Hive, Impala and Spark: as microseconds all of their days have room.
            case INT96 -> new LoadType.Timestamp(LoadType.Unit.MICROS, false);
            case BYTE_ARRAY -> new LoadType.Binary();
            case FIXED_LEN_BYTE_ARRAY -> new LoadType.Fixed(leaf.typeLength());
        };
    }
}
