package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/// Finds the columns that files of two schemas can both be brought to, if there are such.
public final class SchemaUnion {
    private static final int MAX_DIGITS = 38;

    private final Set<Reconciliation> allowed;

    public SchemaUnion(Set<Reconciliation> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    public sealed interface Result {}

    /// @param schema of files that can hold the rows of both
    public record Compatible(FileSchema schema) implements Result {}

    /// @param reason what they differ in, and how that could be overcome, if it could
    public record Different(String reason) implements Result {}

    /// Ends the search.
    private static final class DifferenceException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DifferenceException(String reason) {
            super(reason, null, false, false);
        }
    }

    /// @param first whose order of columns the result has
    public Result of(FileSchema first, FileSchema other) {
        if (first.equals(other)) {
            return new Compatible(first);
        }
        if (!first.dialect().isSame(other.dialect())) {
            return new Different("readers take their dates or times for others, by who wrote them: `" + first.dialect()
                    + "` and `" + other.dialect() + "`");
        }
        if (!first.isFlat() || !other.isFlat()) {
            return new Different(
                    "their columns differ, and some are nested or share a name, so that nothing can be reconciled");
        }
        try {
            return new Compatible(union(first, other));
        } catch (DifferenceException e) {
            return new Different(String.valueOf(e.getMessage()));
        }
    }

    private FileSchema union(FileSchema first, FileSchema other) {
        checkOrder(first, other);
        var columns = new ArrayList<SchemaElement>();
        for (var leaf : first.leaves()) {
            var match = other.find(leaf.name()).map(other.leaves()::get);
            columns.add(match.map(found -> column(leaf, found)).orElseGet(() -> missing(leaf)));
        }
        for (var leaf : other.leaves()) {
            if (first.find(leaf.name()).isEmpty()) {
                columns.add(missing(leaf));
            }
        }
        var elements = new ArrayList<SchemaElement>();
        elements.add(first.elements().getFirst().deepCopy().setNum_children(columns.size()));
        elements.addAll(columns);
        return FileSchema.of(elements, first.dialect());
    }

    private void checkOrder(FileSchema first, FileSchema other) {
        if (!shared(first, other).equals(shared(other, first))) {
            require(Reconciliation.COLUMN_ORDER, "their columns stand in another order");
        }
    }

    private static List<String> shared(FileSchema schema, FileSchema other) {
        return schema.leaves().stream()
                .map(Leaf::name)
                .filter(name -> other.find(name).isPresent())
                .toList();
    }

    private SchemaElement missing(Leaf leaf) {
        if (leaf.isRequired()) {
            throw new DifferenceException("column " + leaf.name() + " is required in one and missing in the other");
        }
        require(Reconciliation.MISSING_COLUMNS, "column " + leaf.name() + " is missing in one of them");
        return leaf.element();
    }

    private SchemaElement column(Leaf first, Leaf other) {
        var element = first.element().deepCopy();
        if (first.isRequired() != other.isRequired()) {
            require(
                    Reconciliation.NULLABILITY,
                    "column " + first.name() + " is required in one and optional in the other");
            element.setRepetition_type(FieldRepetitionType.OPTIONAL);
        }
        var same = other.element().deepCopy().setRepetition_type(element.getRepetition_type());
        if (ElementText.of(element).equals(ElementText.of(same))) {
            return element;
        }
        return decimal(element, first, other)
                .or(() -> timestamp(element, first, other))
                .orElseThrow(() -> new DifferenceException("column " + first.name() + " is `"
                        + ElementText.of(first.element()) + "` in one and `" + ElementText.of(other.element())
                        + "` in the other"));
    }

    private Optional<SchemaElement> decimal(SchemaElement element, Leaf first, Leaf other) {
        if (!(annotation(first) instanceof Annotation.Decimal(int precision, int scale))
                || !(annotation(other) instanceof Annotation.Decimal(int otherPrecision, int otherScale))
                || !sameId(first, other)) {
            return Optional.empty();
        }
        require(
                Reconciliation.DECIMAL_SCALE,
                "column " + first.name() + " is decimal(" + precision + "," + scale + ") in one and decimal("
                        + otherPrecision + "," + otherScale + ") in the other, or stored in another way");
        int digits = Math.max(precision - scale, otherPrecision - otherScale);
        int after = Math.max(scale, otherScale);
        if (digits + after > MAX_DIGITS) {
            throw new DifferenceException("column " + first.name() + " would need " + (digits + after)
                    + " digits to hold the decimals of both, and " + MAX_DIGITS + " is the most");
        }
        return Optional.of(decimal(element, Math.max(1, digits + after), after));
    }

    /// In the form that takes the fewest bytes.
    private static SchemaElement decimal(SchemaElement element, int precision, int scale) {
        var type = new ColumnType.Decimal(precision, scale);
        element.setType(SchemaElements.physical(type));
        element.unsetType_length();
        if (element.getType() == Type.FIXED_LEN_BYTE_ARRAY) {
            element.setType_length(type.fixedLength());
        }
        element.setLogicalType(LogicalType.DECIMAL(new DecimalType(scale, precision)));
        element.setConverted_type(ConvertedType.DECIMAL);
        return element.setPrecision(precision).setScale(scale);
    }

    private Optional<SchemaElement> timestamp(SchemaElement element, Leaf first, Leaf other) {
        if (!(annotation(first) instanceof Annotation.Timestamp(Annotation.Unit unit, boolean utc))
                || !(annotation(other) instanceof Annotation.Timestamp(Annotation.Unit otherUnit, boolean otherUtc))
                || utc != otherUtc
                || first.type() != Type.INT64
                || other.type() != Type.INT64
                || !sameId(first, other)) {
            return Optional.empty();
        }
        require(
                Reconciliation.TIMESTAMP_UNIT,
                "column " + first.name() + " is in " + unit + " in one and in " + otherUnit + " in the other");
        var finer = unit.perSecond() >= otherUnit.perSecond() ? first.element() : other.element();
        var presence = element.getRepetition_type();
        return Optional.of(finer.deepCopy().setRepetition_type(presence));
    }

    private static Annotation annotation(Leaf leaf) {
        return Annotation.of(leaf.element()).orElse(new Annotation.None());
    }

    private static boolean sameId(Leaf first, Leaf other) {
        return first.element().isSetField_id() == other.element().isSetField_id()
                && first.element().getField_id() == other.element().getField_id();
    }

    private void require(Reconciliation reconciliation, String difference) {
        if (!allowed.contains(reconciliation)) {
            throw new DifferenceException(difference + "; to have that reconciled, allow "
                    + reconciliation.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }
}
