package io.lamella.core.load;

import io.lamella.core.load.LoadType.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the one schema that the rows of several files fit, file by file. No value changes what it means:
///
/// - a column that some files have not is null there;
/// - integers get more bits, and floats too; decimals get the larger scale, and digits enough for it; timestamps, of which
///   both are local or neither is, get the finer unit, and so do times;
/// - the same within structs, lists and maps.
///
/// What goes together in no such way is refused with the names of both files and of the column.
public final class SchemaMerge {
    private static final int MAX_DIGITS = 76;

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private boolean any;

    /// @param firstFile that had it
    private record Column(Field field, String firstFile) {}

    /// Takes a file into account.
    ///
    /// @throws IllegalArgumentException that names column and files, if it does not fit those before
    public void add(String file, List<Field> fields) {
        var missing = new LinkedHashMap<>(columns);
        for (var field : fields) {
            var known = missing.remove(field.name());
            var merged = known == null ? any ? field.asNullable() : field : merged(known, field, file);
            columns.put(field.name(), new Column(merged, known == null ? file : known.firstFile()));
        }
        missing.forEach(
                (name, column) -> columns.put(name, new Column(column.field().asNullable(), column.firstFile())));
        any = true;
    }

    /// In the order in which they turned up.
    public LoadSchema schema() {
        return new LoadSchema(columns.values().stream().map(Column::field).toList());
    }

    private static Field merged(Column known, Field field, String file) {
        return merge(known.field(), field)
                .orElseThrow(() -> new IllegalArgumentException(
                        "column " + field.name() + " is " + field.type().text() + " in " + file + " and "
                                + known.field().type().text() + " in " + known.firstFile()
                                + ", which cannot be brought to one type; load them apart, or leave the column out"));
    }

    private static Optional<Field> merge(Field a, Field b) {
        return merge(a.type(), b.type()).map(type -> new Field(a.name(), type, a.nullable() || b.nullable()));
    }

    private static Optional<LoadType> merge(LoadType a, LoadType b) {
        if (a.equals(b) || b instanceof LoadType.Null) {
            return Optional.of(a);
        }
        if (a instanceof LoadType.Null) {
            return Optional.of(b);
        }
        if (a instanceof LoadType.Int x && b instanceof LoadType.Int y) {
            return integer(x, y);
        }
        if (a instanceof LoadType.Floating x && b instanceof LoadType.Floating y) {
            return Optional.of(x.bits() > y.bits() ? x : y);
        }
        if (a instanceof LoadType.Decimal x && b instanceof LoadType.Decimal y) {
            return decimal(x, y);
        }
        if (a instanceof LoadType.Time x && b instanceof LoadType.Time y) {
            return Optional.of(x.unit().perSecond() > y.unit().perSecond() ? x : y);
        }
        if (a instanceof LoadType.Timestamp x && b instanceof LoadType.Timestamp y) {
            return Optional.of(x.unit().perSecond() > y.unit().perSecond() ? x : y)
                    .filter(finer -> x.utc() == y.utc())
                    .map(LoadType.class::cast);
        }
        return nested(a, b);
    }

    private static Optional<LoadType> integer(LoadType.Int a, LoadType.Int b) {
        if (a.signed() == b.signed()) {
            return Optional.of(a.bits() > b.bits() ? a : b);
        }
        int unsigned = a.signed() ? b.bits() : a.bits();
        int signed = a.signed() ? a.bits() : b.bits();
        int bits = Math.max(signed, 2 * unsigned);
        return bits <= Long.SIZE ? Optional.of(new LoadType.Int(bits, true)) : Optional.empty();
    }

    private static Optional<LoadType> decimal(LoadType.Decimal a, LoadType.Decimal b) {
        int digits = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        int scale = Math.max(a.scale(), b.scale());
        return digits + scale <= MAX_DIGITS
                ? Optional.of(new LoadType.Decimal(Math.max(1, digits + scale), scale))
                : Optional.empty();
    }

    private static Optional<LoadType> nested(LoadType a, LoadType b) {
        if (a instanceof LoadType.Array(Field x) && b instanceof LoadType.Array(Field y)) {
            return merge(x, y).map(LoadType.Array::new);
        }
        if (a instanceof LoadType.Map x && b instanceof LoadType.Map y) {
            return merge(x.key(), y.key())
                    .flatMap(key -> merge(x.value(), y.value()).map(value -> new LoadType.Map(key, value)));
        }
        if (a instanceof LoadType.Struct(List<Field> x) && b instanceof LoadType.Struct(List<Field> y)) {
            return struct(x, y);
        }
        return Optional.empty();
    }

    private static Optional<LoadType> struct(List<Field> first, List<Field> other) {
        var rest = new LinkedHashMap<String, Field>();
        other.forEach(field -> rest.put(field.name(), field));
        var fields = new ArrayList<Field>();
        for (var field : first) {
            var match = rest.remove(field.name());
            var merged = match == null ? Optional.of(field.asNullable()) : merge(field, match);
            if (merged.isEmpty()) {
                return Optional.empty();
            }
            fields.add(merged.get());
        }
        rest.values().forEach(field -> fields.add(field.asNullable()));
        return Optional.of(new LoadType.Struct(fields));
    }
}
