package io.lamella.core.parquet;

import java.util.Locale;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;

/// A line of a schema in words: all that pages and the meaning of their values depend on, and nothing else.
final class ElementText {
    private ElementText() {}

    static String of(SchemaElement element) {
        return element.getName() + " " + type(element) + presence(element)
                + (element.isSetField_id() ? " id=" + element.getField_id() : "");
    }

    private static String type(SchemaElement element) {
        if (!element.isSetType()) {
            return "group(" + element.getNum_children() + ")" + annotation(element);
        }
        var length =
                element.isSetType_length() && element.getType_length() > 0 ? "(" + element.getType_length() + ")" : "";
        return lower(Thrift.given(element.getType())) + length + annotation(element);
    }

    /// Old writers name a meaning in one way, new ones in another.
    private static String annotation(SchemaElement element) {
        var known = Annotation.of(element);
        if (known.isPresent()) {
            return text(known.get());
        }
        return " " + (element.isSetLogicalType() ? logical(element) : converted(element));
    }

    private static String logical(SchemaElement element) {
        var type = Thrift.given(element.getLogicalType());
        boolean isPlain = type.isSetLIST() || type.isSetMAP();
        return isPlain ? String.valueOf(type.getSetField()) : type.toString();
    }

    private static String converted(SchemaElement element) {
        return element.getConverted_type()
                + (element.isSetPrecision() ? "(" + element.getPrecision() + "," + element.getScale() + ")" : "");
    }

    private static String text(Annotation annotation) {
        return switch (annotation) {
            case Annotation.None _ -> "";
            case Annotation.Int(int bits, boolean signed)
            // What a number without annotation is anyway.
            when signed && bits >= 32 -> "";
            case Annotation.Int(int bits, boolean signed) -> (signed ? " int" : " uint") + bits;
            case Annotation.Text _ -> " text";
            case Annotation.Enumeration _ -> " enum";
            case Annotation.Json _ -> " json";
            case Annotation.Decimal(int precision, int scale) -> " decimal(" + precision + "," + scale + ")";
            case Annotation.Date _ -> " date";
            case Annotation.Time(Annotation.Unit unit) -> " time(" + lower(unit) + ")";
            case Annotation.Timestamp(Annotation.Unit unit, boolean utc) ->
                " timestamp(" + lower(unit) + (utc ? ",utc)" : ",local)");
            case Annotation.Uuid _ -> " uuid";
            case Annotation.Float16 _ -> " float16";
            case Annotation.Null _ -> " null";
        };
    }

    private static String presence(SchemaElement element) {
        if (!element.isSetRepetition_type()) {
            return " required";
        }
        var presence = Thrift.given(element.getRepetition_type());
        return presence == FieldRepetitionType.OPTIONAL ? "" : " " + lower(presence);
    }

    private static String lower(Enum<?> unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
