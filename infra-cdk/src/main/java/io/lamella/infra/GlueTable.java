package io.lamella.infra;

import io.lamella.core.catalog.GlueType;
import io.lamella.core.catalog.PartitionColumn;
import io.lamella.core.catalog.Projection;
import io.lamella.core.catalog.TableDefinition;
import io.lamella.core.table.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.services.glue.CfnTable.ColumnProperty;
import software.amazon.awscdk.services.glue.CfnTable.SerdeInfoProperty;
import software.amazon.awscdk.services.glue.CfnTable.StorageDescriptorProperty;
import software.amazon.awscdk.services.glue.CfnTable.TableInputProperty;

/// What Glue has to know of a dataset's table.
final class GlueTable {
    private GlueTable() {}

    /// @param location of the table, an `s3://` URI that ends in `/`
    static TableInputProperty of(Dataset dataset, String location, Projection projection) {
        var parameters = new LinkedHashMap<>(Map.of("classification", "parquet", "EXTERNAL", "TRUE"));
        parameters.putAll(projection.of(dataset, location));
        return TableInputProperty.builder()
                .name(TableDefinition.name(dataset.name()))
                .description("Made by Lamella from " + dataset.sources())
                .tableType("EXTERNAL_TABLE")
                .parameters(parameters)
                .partitionKeys(PartitionColumn.of(dataset).stream()
                        .map(partition -> column(partition.name(), GlueType.of(partition)))
                        .toList())
                .storageDescriptor(StorageDescriptorProperty.builder()
                        .location(location)
                        .columns(columns(dataset))
                        .inputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")
                        .outputFormat("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")
                        .serdeInfo(SerdeInfoProperty.builder()
                                .serializationLibrary("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")
                                .build())
                        .build())
                .build();
    }

    private static List<ColumnProperty> columns(Dataset dataset) {
        return dataset.fileSchema().columns().stream()
                .map(column -> column(column.name(), GlueType.of(column.type())))
                .toList();
    }

    private static ColumnProperty column(String name, String type) {
        return ColumnProperty.builder()
                .name(name.toLowerCase(Locale.ROOT))
                .type(type)
                .build();
    }
}
