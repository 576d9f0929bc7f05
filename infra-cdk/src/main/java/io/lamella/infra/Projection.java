package io.lamella.infra;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.PartitionField;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Tells Athena which folders a table has, so that nobody has to register them: partition projection. The folders are the
/// `name=value` that Athena expects by itself.
///
/// @param start the first day that is looked for; what is older is not found
record Projection(LocalDate start) {

    /// The table properties for all levels of its partitions; empty for a table without.
    Map<String, String> of(Dataset dataset) {
        var properties = new LinkedHashMap<String, String>();
        if (!dataset.partitions().isEmpty()) {
            properties.put("projection.enabled", "true");
        }
        for (var field : dataset.partitions()) {
            values(field, typeOf(dataset, field))
                    .forEach((name, value) ->
                            properties.put("projection." + field.name().toLowerCase(Locale.ROOT) + "." + name, value));
        }
        return properties;
    }

    /// The type of the level, as Glue sees it.
    static String glueType(PartitionField field) {
        return field.transform() == PartitionField.Transform.HOUR ? "int" : "string";
    }

    private Map<String, String> values(PartitionField field, ColumnType type) {
        return switch (field.transform()) {
            case YEAR -> days("yyyy", "YEARS");
            case MONTH -> days("yyyy-MM", "MONTHS");
            case DAY -> days("yyyy-MM-dd", "DAYS");
            case HOUR -> Map.of("type", "integer", "range", "0,23", "digits", "2");
            case IDENTITY ->
                switch (type) {
                    case ColumnType.Date _ -> days("yyyy-MM-dd", "DAYS");
                    case ColumnType.Bool _ -> Map.of("type", "enum", "values", "false,true");
                    // Values that nobody can foretell: each query has to name the ones that it wants.
                    default -> Map.of("type", "injected");
                };
        };
    }

    /// Up to tomorrow, for zones that are ahead of Athena's UTC.
    private Map<String, String> days(String format, String unit) {
        return Map.of(
                "type",
                "date",
                "format",
                format,
                "range",
                start.format(DateTimeFormatter.ofPattern(format)) + ",NOW+1DAY",
                "interval",
                "1",
                "interval.unit",
                unit);
    }

    private static ColumnType typeOf(Dataset dataset, PartitionField field) {
        return dataset.decodedSchema().columns().stream()
                .filter(column -> column.name().equals(field.column()))
                .findFirst()
                .orElseThrow()
                .type();
    }
}
