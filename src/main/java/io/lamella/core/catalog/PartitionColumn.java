package io.lamella.core.catalog;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.PartitionField;
import io.lamella.core.table.PartitionPath;
import java.util.List;
import java.util.Locale;

/// A level of partitions, as a column of the table.
///
/// @param source the decoded column that its values are taken from
public record PartitionColumn(PartitionField field, Column source) {

    /// All of them, outermost first.
    public static List<PartitionColumn> of(Dataset dataset) {
        return dataset.partitions().stream()
                .map(field -> new PartitionColumn(field, source(dataset, field)))
                .toList();
    }

    private static Column source(Dataset dataset, PartitionField field) {
        return dataset.decodedSchema().columns().stream()
                .filter(column -> column.name().equals(field.column()))
                .findFirst()
                .orElseThrow();
    }

    public String name() {
        return field.name();
    }

    /// What its folders are called, up to the `=`.
    String folder() {
        return PartitionPath.folder(name());
    }

    /// Whether engines that know names in lower case only look for its folders under another name.
    boolean isRenamed() {
        return !folder().equals(name().toLowerCase(Locale.ROOT));
    }

    /// The type that its values have, for engines that read them from the path. Months are text, `2026-03`.
    ColumnType type() {
        return switch (field.transform()) {
            case IDENTITY -> source.type();
            case YEAR -> new ColumnType.Int(32);
            case MONTH -> new ColumnType.Text();
            case DAY -> new ColumnType.Date();
            case HOUR -> new ColumnType.Int(8);
        };
    }

    /// The same for engines that keep a list of partitions and compare with the text in the path: a number that may begin with a
    /// zero there, as hours do, is text.
    ColumnType listedType() {
        return switch (field.transform()) {
            case IDENTITY -> source.type() instanceof ColumnType.Uuid ? new ColumnType.Text() : source.type();
            case DAY -> new ColumnType.Date();
            case YEAR, MONTH, HOUR -> new ColumnType.Text();
        };
    }

    boolean isHour() {
        return field.transform() == PartitionField.Transform.HOUR;
    }
}
