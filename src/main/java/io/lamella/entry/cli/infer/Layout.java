package io.lamella.entry.cli.infer;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.decode.ValueFormat;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// How the files of a sample are written, and which fields they have.
///
/// @param evidence for the format
/// @param unsure what of it somebody has to decide
record Layout(FormatText format, List<Field> fields, List<String> evidence, List<String> unsure) {
    Layout {
        fields = List.copyOf(fields);
        evidence = List.copyOf(evidence);
        unsure = List.copyOf(unsure);
    }

    /// A field that becomes a column.
    ///
    /// @param column the name of the column
    /// @param field the name of the field; empty if it is known by its position alone
    /// @param position from 0; empty for JSON
    record Field(String column, String field, OptionalInt position) {
        /// Whether the field is found by the name of the column.
        boolean isNamed() {
            return column.equals(field);
        }
    }

    boolean isJson() {
        return switch (format.format()) {
            case InputFormat.NdJson _, InputFormat.Json _ -> true;
            case InputFormat.Csv _ -> false;
        };
    }

    boolean isCommaSeparated() {
        return format.format() instanceof InputFormat.Csv csv && csv.delimiter() == ',';
    }

    Layout with(FormatText other, String about) {
        var all = new ArrayList<>(unsure);
        all.add(about);
        return new Layout(other, fields, evidence, all);
    }

    /// All fields, as they are written.
    List<ColumnSource> raw() {
        var type = isJson() ? new ColumnType.Json() : new ColumnType.Text();
        var written = new ValueFormat(
                List.of(),
                List.of(),
                ValueFormat.DEFAULT.zone(),
                ValueFormat.DEFAULT.rounding(),
                ValueFormat.DEFAULT.binary());
        return fields.stream()
                .map(field -> new ColumnSource(
                        new Column(field.column(), type, false),
                        field.field(),
                        field.isNamed() && isHeaded() ? OptionalInt.empty() : field.position(),
                        written))
                .toList();
    }

    private boolean isHeaded() {
        return !(format.format() instanceof InputFormat.Csv csv) || csv.header();
    }
}
