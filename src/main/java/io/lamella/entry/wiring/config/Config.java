package io.lamella.entry.wiring.config;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.Lake;
import java.util.List;

/// All that `lamella.yaml` says, checked, with the defaults filled in.
///
/// @param datasets in the order of the file, under names of their own; at least one
public record Config(Lake lake, List<Dataset> datasets) {
    public Config {
        datasets = List.copyOf(datasets);
    }
}
