package io.lamella.entry.wiring.config;

import io.lamella.core.plan.MergeSchedule;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Lake;
import java.util.List;
import java.util.Optional;

/// All that `lamella.yaml` says, checked, with the defaults filled in.
///
/// @param datasets in the order of the file, under names of their own; at least one
/// @param merge the folders of others that are merged; empty for none
public record Config(Lake lake, List<Dataset> datasets, Optional<MergeSchedule> merge) {
    public Config {
        datasets = List.copyOf(datasets);
    }

    /// Without folders of others.
    public Config(Lake lake, List<Dataset> datasets) {
        this(lake, datasets, Optional.empty());
    }
}
