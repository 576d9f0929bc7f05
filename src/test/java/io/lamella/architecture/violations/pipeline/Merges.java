package io.lamella.architecture.violations.pipeline;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/// Works on several items at once in every way of Mutiny's own.
final class Merges {

    @Breaks(Rule.NO_FAILURE_IS_LOST_IN_A_MERGE)
    Multi<String> merge(Multi<String> items) {
        return items.onItem().transformToUni(Uni.createFrom()::item).merge(2);
    }

    @Breaks(Rule.NO_FAILURE_IS_LOST_IN_A_MERGE)
    Multi<String> transformToUniAndMerge(Multi<String> items) {
        return items.onItem().transformToUniAndMerge(Uni.createFrom()::item);
    }

    @Breaks(Rule.NO_FAILURE_IS_LOST_IN_A_MERGE)
    Multi<String> transformToMultiAndMerge(Multi<String> items) {
        return items.onItem().transformToMultiAndMerge(Multi.createFrom()::item);
    }

    @Breaks(Rule.NO_FAILURE_IS_LOST_IN_A_MERGE)
    Multi<String> merging(Multi<String> some, Multi<String> others) {
        return Multi.createBy().merging().streams(some, others);
    }

    @Breaks(Rule.NO_FAILURE_IS_LOST_IN_A_MERGE)
    Multi<String> flatMap(Multi<String> items) {
        return items.flatMap(Multi.createFrom()::item);
    }
}
