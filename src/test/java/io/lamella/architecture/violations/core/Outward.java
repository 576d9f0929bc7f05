package io.lamella.architecture.violations.core;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.lamella.architecture.violations.adapter.s3.Bucket;
import io.lamella.architecture.violations.entry.cli.Command;
import io.lamella.architecture.violations.pipeline.Stage;

final class Outward {

    @Breaks(Rule.ARROWS_POINT_INWARD)
    Stage toPipeline(Stage stage) {
        return stage;
    }

    @Breaks(Rule.ARROWS_POINT_INWARD)
    Bucket toAdapter(Bucket bucket) {
        return bucket;
    }

    @Breaks(Rule.ARROWS_POINT_INWARD)
    Command toEntry(Command command) {
        return command;
    }
}
