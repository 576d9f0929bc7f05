package io.lamella.entry.wiring.config;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.Lake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// `datasets:`, by name.
final class DatasetsReader {
    /// A folder and the name of a table in a catalog.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,127}");

    private DatasetsReader() {}

    static List<Dataset> read(Value value, Optional<Lake> lake) {
        var datasets = new ArrayList<Dataset>();
        var tables = new HashMap<String, String>();
        var entries = value.entries();
        for (var entry : entries) {
            checkName(entry);
            String table = entry.key().replace('-', '_');
            String other = tables.putIfAbsent(table, entry.key());
            if (other != null) {
                entry.value()
                        .problemAtKey("`" + entry.key() + "` and `" + other + "` are the same table, `" + table
                                + "`, to a catalog; rename one");
            }
            DatasetReader.read(entry.key(), entry.value(), lake).ifPresent(datasets::add);
        }
        if (value.isMap() && entries.isEmpty()) {
            value.problem("must not be empty");
        }
        return datasets;
    }

    private static void checkName(Value.Entry entry) {
        String name = entry.key();
        if (NAME.matcher(name).matches()) {
            return;
        }
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "_").replaceFirst("^[_-]+", "");
        String remedy = NAME.matcher(plain).matches() ? Suggestion.didYouMean(plain) : "";
        entry.value()
                .problemAtKey(
                        "a dataset's name must be 1 to 128 lower-case letters, digits, `_` and `-`, beginning with a"
                                + " letter or digit, but is `" + name + "`" + remedy);
    }
}
