package io.lamella.core.catalog;

import java.util.function.BiFunction;

/// An engine that tables are declared in, and how.
public enum Engine {
    /// Athena, in Glue, with partition projection: no partition has to be registered.
    ATHENA(AthenaTable::of),
    /// Trino's Hive connector.
    TRINO((table, _) -> TrinoTable.of(table)),
    SPARK((table, _) -> SparkTable.of(table)),
    DUCKDB((table, _) -> DuckDbView.of(table)),
    CLICKHOUSE((table, _) -> ClickHouseView.of(table));

    private final BiFunction<TableDefinition, Projection, String> declare;

    Engine(BiFunction<TableDefinition, Projection, String> declare) {
        this.declare = declare;
    }

    /// The statements that make the table known, each ended by `;`.
    public String statements(TableDefinition table) {
        return statements(table, Projection.DEFAULT);
    }

    /// The same.
    ///
    /// @param projection of an engine that [finds days by it][#projects]; others find all
    public String statements(TableDefinition table, Projection projection) {
        return declare.apply(table, projection);
    }

    /// Whether it looks for the partitions that it is told to expect.
    public boolean projects() {
        return this == ATHENA;
    }

    /// Whether it reads a folder of this machine as well as a bucket.
    public boolean readsFolders() {
        return switch (this) {
            case SPARK, DUCKDB -> true;
            case ATHENA, TRINO, CLICKHOUSE -> false;
        };
    }
}
