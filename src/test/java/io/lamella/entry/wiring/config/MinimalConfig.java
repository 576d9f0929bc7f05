package io.lamella.entry.wiring.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.Dataset;
import java.util.List;

/// A configuration with no more in it than there must be, to be changed by tests.
final class MinimalConfig {
    static final String TEXT = """
            lake:
              bucket: my-lake
            datasets:
              events:
                source: s3://landing/events/*.csv
                columns:
                  id: string
            """;

    private MinimalConfig() {}

    /// Its one dataset, after the text was changed.
    static Dataset dataset(String yaml) {
        List<Dataset> datasets = ConfigLoader.parse("lamella.yaml", yaml).datasets();
        assertThat(datasets).hasSize(1);
        return datasets.getFirst();
    }
}
