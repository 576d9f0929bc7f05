package io.lamella.pipeline;

import io.lamella.core.table.Dataset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The datasets of a lake.
public final class Datasets {
    private final List<Dataset> all;
    private final Map<String, Dataset> byName;

    public Datasets(List<Dataset> all) {
        this.all = List.copyOf(all);
        this.byName = all.stream().collect(Collectors.toMap(Dataset::name, Function.identity()));
    }

    public List<Dataset> all() {
        return all;
    }

    /// @throws UnknownDatasetException if there is none of that name
    Dataset named(String name) {
        return Optional.ofNullable(byName.get(name)).orElseThrow(() -> new UnknownDatasetException(name));
    }

    /// The datasets that an object is a source of. Most often one; none for an object that nobody asked for.
    public List<Dataset> of(String bucket, String key) {
        return all.stream()
                .filter(dataset -> dataset.sources().stream().anyMatch(source -> source.matches(bucket, key)))
                .toList();
    }
}
