package io.lamella.core.catalog;

import java.util.function.Function;

/// An engine that tables are declared in, and how.
public enum Engine {
    /// Athena, in Glue, with partition projection: no partition has to be registered.
    ATHENA(table -> AthenaTable.of(table, Projection.DEFAULT)),
    /// Trino's Hive connector.
    TRINO(TrinoTable::of),
    SPARK(SparkTable::of),
    DUCKDB(DuckDbView::of),
    CLICKHOUSE(ClickHouseView::of);

    private final Function<TableDefinition, String> declare;

    Engine(Function<TableDefinition, String> declare) {
        this.declare = declare;
    }

    /// The statements that make the table known, each ended by `;`.
    public String statements(TableDefinition table) {
        return declare.apply(table);
    }

    /// Whether it reads a folder of this machine as well as a bucket.
    public boolean readsFolders() {
        return switch (this) {
            case SPARK, DUCKDB -> true;
            case ATHENA, TRINO, CLICKHOUSE -> false;
        };
    }
}
