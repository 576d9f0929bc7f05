package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.LeafColumn;
import io.lamella.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;

/// A table's schema as a footer writes it, and back.
///
/// Old readers know only the converted types, new ones prefer the logical ones, so both are written where both exist
/// ([specification](https://github.com/apache/parquet-format/blob/master/LogicalTypes.md)).
final class SchemaElements {
    private SchemaElements() {}

    static List<SchemaElement> of(TableSchema schema) {
        var elements = new ArrayList<SchemaElement>();
        var root = new SchemaElement("schema");
        root.setNum_children(schema.columns().size());
        elements.add(root);
        schema.columns()
                .forEach(column -> add(
                        column.name(),
                        column.required() ? FieldRepetitionType.REQUIRED : FieldRepetitionType.OPTIONAL,
                        column.type(),
                        elements));
        return elements;
    }

    /// Lists and maps take three levels: what may be null, what is repeated, and what is in it.
    private static void add(String name, FieldRepetitionType presence, ColumnType type, List<SchemaElement> to) {
        switch (type) {
            case ColumnType.Array(ColumnType element) -> {
                var list = group(name, presence, 1, to);
                annotate(list, LogicalType.LIST(new ListType()), ConvertedType.LIST);
                group(LeafColumn.LIST, FieldRepetitionType.REPEATED, 1, to);
                add(LeafColumn.ELEMENT, FieldRepetitionType.OPTIONAL, element, to);
            }
            case ColumnType.Map(ColumnType key, ColumnType value) -> {
                var map = group(name, presence, 1, to);
                annotate(map, LogicalType.MAP(new MapType()), ConvertedType.MAP);
                group(LeafColumn.KEY_VALUE, FieldRepetitionType.REPEATED, 2, to);
                add(LeafColumn.KEY, FieldRepetitionType.REQUIRED, key, to);
                add(LeafColumn.VALUE, FieldRepetitionType.OPTIONAL, value, to);
            }
            case ColumnType.Struct(List<ColumnType.Field> fields) -> {
                group(name, presence, fields.size(), to);
                fields.forEach(field -> add(field.name(), FieldRepetitionType.OPTIONAL, field.type(), to));
            }
            default -> to.add(scalar(name, presence, type));
        }
    }

    private static SchemaElement group(
            String name, FieldRepetitionType presence, int children, List<SchemaElement> to) {
        var group = new SchemaElement(name).setRepetition_type(presence).setNum_children(children);
        to.add(group);
        return group;
    }

    private static SchemaElement scalar(String name, FieldRepetitionType presence, ColumnType type) {
        var element = new SchemaElement(name).setRepetition_type(presence).setType(physical(type));
        if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY) {
            element.setType_length(type.fixedLength());
        }
        annotate(element, type);
        return element;
    }

    static Type physical(ColumnType type) {
        return switch (type.storage()) {
            case BOOLEAN -> Type.BOOLEAN;
            case INT32 -> Type.INT32;
            case INT64 -> Type.INT64;
            case FLOAT -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
            case BYTES -> Type.BYTE_ARRAY;
            case FIXED -> Type.FIXED_LEN_BYTE_ARRAY;
            case INT96 -> Type.INT96;
        };
    }

    private static void annotate(SchemaElement element, ColumnType type) {
        switch (type) {
            case ColumnType.Text _ -> annotate(element, LogicalType.STRING(new StringType()), ConvertedType.UTF8);
            case ColumnType.Json _ -> annotate(element, LogicalType.JSON(new JsonType()), ConvertedType.JSON);
            case ColumnType.Int(int bits) ->
                annotate(element, LogicalType.INTEGER(new IntType((byte) bits, true)), integer(bits));
            case ColumnType.Decimal(int precision, int scale) -> {
                annotate(element, LogicalType.DECIMAL(new DecimalType(scale, precision)), ConvertedType.DECIMAL);
                element.setPrecision(precision);
                element.setScale(scale);
            }
            case ColumnType.Date _ -> annotate(element, LogicalType.DATE(new DateType()), ConvertedType.DATE);
            case ColumnType.Time(ColumnType.TimeUnit unit) -> {
                // The converted types mean "adjusted to UTC", which a time of day without a zone is not. Hive and Spark
                // know no other, and the specification has old writers use them so.
                boolean millis = unit == ColumnType.TimeUnit.MILLIS;
                annotate(
                        element,
                        LogicalType.TIME(new TimeType(false, unit(millis))),
                        millis ? ConvertedType.TIME_MILLIS : ConvertedType.TIME_MICROS);
            }
            case ColumnType.Timestamp(ColumnType.TimestampUnit unit, boolean utc) -> {
                if (unit != ColumnType.TimestampUnit.INT96) {
                    boolean millis = unit == ColumnType.TimestampUnit.MILLIS;
                    annotate(
                            element,
                            LogicalType.TIMESTAMP(new TimestampType(utc, unit(millis))),
                            millis ? ConvertedType.TIMESTAMP_MILLIS : ConvertedType.TIMESTAMP_MICROS);
                }
            }
            case ColumnType.Uuid _ -> element.setLogicalType(LogicalType.UUID(new UUIDType()));
            case ColumnType.Bool _,
                    ColumnType.Float32 _,
                    ColumnType.Float64 _,
                    ColumnType.Binary _,
                    ColumnType.Fixed _,
                    ColumnType.Nested _ -> {}
        }
    }

    private static void annotate(SchemaElement element, LogicalType logical, ConvertedType converted) {
        element.setLogicalType(logical);
        element.setConverted_type(converted);
    }

    private static ConvertedType integer(int bits) {
        return switch (bits) {
            case 8 -> ConvertedType.INT_8;
            case 16 -> ConvertedType.INT_16;
            case 32 -> ConvertedType.INT_32;
            default -> ConvertedType.INT_64;
        };
    }

    private static TimeUnit unit(boolean millis) {
        return millis ? TimeUnit.MILLIS(new MilliSeconds()) : TimeUnit.MICROS(new MicroSeconds());
    }

    /// The type of a scalar; empty when it is one that Lamella does not write.
    ///
    /// @param localInt96 the names of the INT96 columns that are not adjusted to UTC, which no annotation can say
    static Optional<ColumnType> type(Leaf leaf, Set<String> localInt96) {
        return Annotation.of(leaf.element())
                .flatMap(annotation -> type(annotation, leaf, localInt96))
                .filter(type -> physical(type) == leaf.type())
                .filter(type -> type.fixedLength() == leaf.width() || leaf.type() != Type.FIXED_LEN_BYTE_ARRAY);
    }

    private static Optional<ColumnType> type(Annotation annotation, Leaf leaf, Set<String> localInt96) {
        return switch (annotation) {
            case Annotation.None _ -> plain(leaf, localInt96);
            case Annotation.Text _ -> Optional.of(new ColumnType.Text());
            case Annotation.Json _ -> Optional.of(new ColumnType.Json());
            case Annotation.Int(int bits, boolean signed) ->
                Optional.of(bits).filter(_ -> signed).map(ColumnType.Int::new);
            case Annotation.Decimal(int precision, int scale) ->
                Optional.of(precision)
                        .filter(digits -> digits <= 38)
                        .map(digits -> new ColumnType.Decimal(digits, scale));
            case Annotation.Date _ -> Optional.of(new ColumnType.Date());
            case Annotation.Time(Annotation.Unit unit) ->
                switch (unit) {
                    case MILLIS -> Optional.of(new ColumnType.Time(ColumnType.TimeUnit.MILLIS));
                    case MICROS -> Optional.of(new ColumnType.Time(ColumnType.TimeUnit.MICROS));
                    case NANOS -> Optional.empty();
                };
            case Annotation.Timestamp(Annotation.Unit unit, boolean utc) ->
                switch (unit) {
                    case MILLIS -> Optional.of(new ColumnType.Timestamp(ColumnType.TimestampUnit.MILLIS, utc));
                    case MICROS -> Optional.of(new ColumnType.Timestamp(ColumnType.TimestampUnit.MICROS, utc));
                    case NANOS -> Optional.empty();
                };
            case Annotation.Uuid _ -> Optional.of(new ColumnType.Uuid());
            case Annotation.Enumeration _, Annotation.Float16 _, Annotation.Null _ -> Optional.empty();
        };
    }

    private static Optional<ColumnType> plain(Leaf leaf, Set<String> localInt96) {
        return switch (leaf.type()) {
            case BOOLEAN -> Optional.of(new ColumnType.Bool());
            case INT32 -> Optional.of(new ColumnType.Int(32));
            case INT64 -> Optional.of(new ColumnType.Int(64));
            case FLOAT -> Optional.of(new ColumnType.Float32());
            case DOUBLE -> Optional.of(new ColumnType.Float64());
            case BYTE_ARRAY -> Optional.of(new ColumnType.Binary());
            case INT96 ->
                Optional.of(
                        new ColumnType.Timestamp(ColumnType.TimestampUnit.INT96, !localInt96.contains(leaf.name())));
            case FIXED_LEN_BYTE_ARRAY -> Optional.empty();
        };
    }
}
