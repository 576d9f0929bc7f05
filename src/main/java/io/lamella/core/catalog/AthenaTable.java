package io.lamella.core.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// A table for Athena.
final class AthenaTable {
    private static final String QUOTE = "`";

    private AthenaTable() {}

    static String of(TableDefinition table, Projection projection) {
        var columns = table.columns().stream()
                .map(column -> column(column.name(), GlueType.of(column.type())))
                .toList();
        return """
                %sCREATE EXTERNAL TABLE IF NOT EXISTS %s.%s (
                %s
                )
                %sSTORED AS PARQUET
                LOCATION %s
                TBLPROPERTIES (
                %s
                );
                """.formatted(
                        days(table, projection),
                        SqlText.quoted(table.database(), QUOTE),
                        SqlText.quoted(table.name(), QUOTE),
                        SqlText.lines(columns),
                        partitions(table),
                        SqlText.literal(table.location()),
                        SqlText.lines(properties(table, projection)));
    }

    private static String days(TableDefinition table, Projection projection) {
        return projection.isBounded(table.dataset())
                ? "-- Finds rows of " + projection.start()
                        + " to tomorrow; `lamella ddl --projection-start` sets the first day.\n"
                : "";
    }

    private static String partitions(TableDefinition table) {
        var levels = table.partitions().stream()
                .map(partition -> column(partition.name(), GlueType.of(partition)))
                .toList();
        return levels.isEmpty() ? "" : "PARTITIONED BY (\n" + SqlText.lines(levels) + "\n)\n";
    }

    private static List<String> properties(TableDefinition table, Projection projection) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("classification", "parquet");
        properties.putAll(projection.of(table.dataset(), table.location()));
        return properties.entrySet().stream()
                .map(property -> SqlText.literal(property.getKey()) + " = " + SqlText.literal(property.getValue()))
                .toList();
    }

    private static String column(String name, String type) {
        return SqlText.quoted(name.toLowerCase(Locale.ROOT), QUOTE) + " " + type;
    }
}
