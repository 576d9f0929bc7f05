package io.lamella.entry.wiring.config;

import io.lamella.core.parquet.BloomFilterSettings;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.LeafColumn;
import java.util.List;
import java.util.Optional;

/// `bloom-filter:` of a column, `true` or a map.
final class BloomFilterReader {
    static final List<String> KEYS = List.of("fpp", "max-size");

    private static final long KIB = 1024;
    private static final long MAX_BYTES = 16 * KIB * KIB;

    private BloomFilterReader() {}

    /// Empty where there is to be none.
    ///
    /// @param column empty for one whose type is not known
    static Optional<BloomFilterSettings> read(Value value, Optional<Column> column) {
        var settings = value.isMap()
                ? value.section(KEYS).map(BloomFilterReader::read)
                : value.flag().filter(wanted -> wanted).map(_ -> BloomFilterSettings.DEFAULT);
        if (settings.isPresent() && column.isPresent() && !fits(column.get())) {
            value.problemAtKey("does not fit the type of this column, of which readers ask no filter; remove it");
        }
        return settings;
    }

    private static BloomFilterSettings read(Section section) {
        var fpp = section.get("fpp")
                .flatMap(value -> value.number(
                        BloomFilterSettings.LEAST_FALSE_POSITIVES, BloomFilterSettings.MOST_FALSE_POSITIVES));
        var most = section.get("max-size").flatMap(value -> value.bytes(KIB, MAX_BYTES));
        return new BloomFilterSettings(
                fpp.orElse(BloomFilterSettings.DEFAULT.falsePositives()),
                most.map(Math::toIntExact).orElse(BloomFilterSettings.DEFAULT.maxBytes()));
    }

    /// A nested column is made of several; one that it fits is enough.
    private static boolean fits(Column column) {
        return LeafColumn.of(column).stream().anyMatch(leaf -> BloomFilterSettings.fits(leaf.type()));
    }
}
