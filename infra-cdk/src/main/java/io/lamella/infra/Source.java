package io.lamella.infra;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.SourcePattern;
import java.util.List;
import java.util.TreeSet;

/// A bucket that datasets read from.
///
/// @param prefixes what the keys of all their objects begin with; none begins with another, which S3 would refuse. The empty
///     prefix alone if they may be anywhere
record Source(String bucket, List<String> prefixes) {
    Source {
        prefixes = List.copyOf(prefixes);
    }

    /// The buckets of all datasets, in the order of their names.
    static List<Source> of(List<Dataset> datasets) {
        var patterns =
                datasets.stream().flatMap(dataset -> dataset.sources().stream()).toList();
        return patterns.stream()
                .map(SourcePattern::bucket)
                .distinct()
                .sorted()
                .map(bucket -> new Source(bucket, prefixes(bucket, patterns)))
                .toList();
    }

    private static List<String> prefixes(String bucket, List<SourcePattern> patterns) {
        var all = new TreeSet<String>();
        patterns.stream()
                .filter(pattern -> pattern.bucket().equals(bucket))
                .map(SourcePattern::prefix)
                .forEach(all::add);
        return all.stream()
                .filter(prefix -> all.headSet(prefix).stream().noneMatch(prefix::startsWith))
                .toList();
    }
}
