package io.lamella.core.catalog;

import io.lamella.core.schema.Column;
import io.lamella.core.table.Dataset;
import java.util.List;
import java.util.Locale;

/// What an engine has to know of a dataset's table.
///
/// @param database that it is declared in; also called a schema
/// @param location of the table: `s3://bucket/…/`, or a folder; ends in `/`
public record TableDefinition(Dataset dataset, String database, String location) {
    public TableDefinition {
        if (!location.endsWith("/")) {
            throw new IllegalArgumentException("location must end with `/` but was " + location);
        }
    }

    /// The name of a table or database in a catalog: Glue has lower-case letters, and a `-` would have to be quoted in every query.
    public static String name(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    String name() {
        return name(dataset.name());
    }

    /// Those that are stored in the files.
    List<Column> columns() {
        return dataset.fileSchema().columns();
    }

    List<PartitionColumn> partitions() {
        return PartitionColumn.of(dataset);
    }

    /// What matches all files of the table.
    String files() {
        return location + "**/*.parquet";
    }
}
