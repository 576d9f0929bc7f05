package io.lamella.pipeline.foreign;

import io.lamella.core.table.MergeManifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The key-values that the footers of all files share. What only some of them say is of those alone.
final class SharedKeyValues {
    /// The columns once more, as Arrow has them: such as which numbers are durations.
    private static final String ARROW = "ARROW:schema";

    /// That there is one says which calendar old dates are of.
    private static final String SPARK_VERSION = "org.apache.spark.version";

    private final Map<String, String> shared = new LinkedHashMap<>();
    private Optional<String> arrow = Optional.empty();
    private boolean any;

    /// Takes a file into account.
    ///
    /// @param sameColumns whether its columns are those of the merged file
    void add(Map<String, String> keyValues, boolean sameColumns) {
        if (any) {
            shared.entrySet().removeIf(entry -> !isShared(entry, keyValues));
        } else {
            shared.putAll(keyValues);
            shared.keySet().removeIf(MergeManifest::isOwn);
            any = true;
        }
        // It also holds what pandas says, such as a number of rows, and so may differ where columns do not.
        if (sameColumns && arrow.isEmpty()) {
            arrow = Optional.ofNullable(keyValues.get(ARROW));
        }
    }

    private static boolean isShared(Map.Entry<String, String> entry, Map<String, String> keyValues) {
        var other = keyValues.get(entry.getKey());
        return entry.getValue().equals(other) || entry.getKey().equals(SPARK_VERSION) && other != null;
    }

    /// The shared ones, and others.
    Map<String, String> with(Map<String, String> more) {
        var all = new LinkedHashMap<>(shared);
        all.remove(ARROW);
        arrow.ifPresent(columns -> all.put(ARROW, columns));
        all.putAll(more);
        return all;
    }
}
