package io.lamella.infra;

import io.lamella.core.catalog.StandardQuery;
import io.lamella.core.table.Dataset;
import java.util.List;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.constructs.Construct;

/// The standard queries, saved in Athena, if there are tables of which they can be asked.
final class NamedQueries extends Construct {
    NamedQueries(Construct scope, String id, List<Dataset> datasets, String database) {
        super(scope, id);
        if (StandardQuery.asked(datasets).isEmpty()) {
            return;
        }
        for (var query : StandardQuery.all()) {
            CfnNamedQuery.Builder.create(this, query.name())
                    .name("lamella-" + query.name())
                    .description(query.description())
                    .database(database)
                    .queryString(query.sql())
                    .build();
        }
    }
}
