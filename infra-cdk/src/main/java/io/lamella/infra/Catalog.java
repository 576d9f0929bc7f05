package io.lamella.infra;

import io.lamella.core.catalog.Projection;
import io.lamella.core.catalog.TableDefinition;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.config.Config;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnTable;
import software.constructs.Construct;

/// The tables of all datasets in Glue, for Athena and whatever else looks there. They describe what lies in the lake and hold
/// no data.
final class Catalog extends Construct {
    private final String database;

    Catalog(Construct scope, String id, Config config, Settings settings) {
        super(scope, id);
        database = TableDefinition.name(settings.database().orElse(settings.stack()));
        String account = Stack.of(this).getAccount();
        var made = CfnDatabase.Builder.create(this, "Database")
                .catalogId(account)
                .databaseInput(CfnDatabase.DatabaseInputProperty.builder()
                        .name(database)
                        .description("Tables made by Lamella")
                        .build())
                .build();
        var projection = new Projection(settings.projectionStart());
        var keys = new LakeKeys(config.lake().prefix());
        for (var dataset : config.datasets()) {
            warnOfNullPartitions(dataset);
            String location = "s3://" + config.lake().bucket() + "/" + keys.table(dataset.name());
            CfnTable.Builder.create(this, "Table-" + dataset.name())
                    .catalogId(account)
                    .databaseName(database)
                    .tableInput(GlueTable.of(dataset, location, projection))
                    .build()
                    .getNode()
                    .addDependency(made);
        }
    }

    String database() {
        return database;
    }

    /// Athena projects no folder for null.
    private void warnOfNullPartitions(Dataset dataset) {
        for (var field : dataset.partitions()) {
            dataset.decodedSchema().columns().stream()
                    .filter(column -> column.name().equals(field.column()) && !column.required())
                    .forEach(column -> Annotations.of(this)
                            .addWarningV2(
                                    "lamella:null-partition-" + dataset.name() + "-" + column.name(),
                                    "Athena will not find rows of " + dataset.name() + " whose " + column.name()
                                            + " is null: they lie in " + field.name()
                                            + "=__HIVE_DEFAULT_PARTITION__. Make the column `required`, so that they go to"
                                            + " quarantine"));
        }
    }
}
