package io.lamella.core.catalog;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.Dataset;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Tells Athena which folders a table has, so that nobody has to register them: partition projection. The folders are mostly the
/// `name=value` that Athena expects by itself, with the name in lower case; it is told of others.
///
/// @param start the first day that is looked for; what is older is not found
public record Projection(LocalDate start) {
    public static final Projection DEFAULT = new Projection(LocalDate.of(2020, 1, 1));

    /// The table properties for all levels of its partitions, outermost first; empty for a table without.
    ///
    /// @param location of the table, ends in `/`
    public Map<String, String> of(Dataset dataset, String location) {
        var properties = new LinkedHashMap<String, String>();
        if (!dataset.partitions().isEmpty()) {
            properties.put("projection.enabled", "true");
        }
        var partitions = PartitionColumn.of(dataset);
        if (partitions.stream().anyMatch(PartitionColumn::isRenamed)) {
            properties.put("storage.location.template", location + folders(partitions));
        }
        for (var partition : partitions) {
            values(partition)
                    .forEach((name, value) -> properties.put(
                            "projection." + partition.name().toLowerCase(Locale.ROOT) + "." + name, value));
        }
        return properties;
    }

    /// Whether there are partitions of time, which are not all looked for.
    boolean isBounded(Dataset dataset) {
        return PartitionColumn.of(dataset).stream()
                .anyMatch(partition -> "date".equals(values(partition).get("type")));
    }

    private static String folders(List<PartitionColumn> partitions) {
        return partitions.stream()
                .map(partition -> partition.folder() + "=${" + partition.name().toLowerCase(Locale.ROOT) + "}/")
                .collect(Collectors.joining());
    }

    private Map<String, String> values(PartitionColumn partition) {
        return switch (partition.field().transform()) {
            case YEAR -> days("yyyy", "YEARS");
            case MONTH -> days("yyyy-MM", "MONTHS");
            case DAY -> days("yyyy-MM-dd", "DAYS");
            case HOUR -> inOrder("type", "integer", "range", "0,23", "digits", "2");
            case IDENTITY ->
                switch (partition.source().type()) {
                    case ColumnType.Date _ -> days("yyyy-MM-dd", "DAYS");
                    case ColumnType.Bool _ -> inOrder("type", "enum", "values", "false,true");
                    // Values that nobody can foretell: each query has to name the ones that it wants.
                    default -> inOrder("type", "injected");
                };
        };
    }

    /// Up to tomorrow, for zones that are ahead of Athena's UTC.
    private Map<String, String> days(String format, String unit) {
        return inOrder(
                "type",
                "date",
                "format",
                format,
                "range",
                start.format(DateTimeFormatter.ofPattern(format, Locale.ROOT)) + ",NOW+1DAY",
                "interval",
                "1",
                "interval.unit",
                unit);
    }

    /// @param pairs names and values, in turn
    private static Map<String, String> inOrder(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
