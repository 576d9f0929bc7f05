package io.lamella.entry.wiring.config;

import io.lamella.core.table.Dataset.Sizes;
import java.util.Optional;

/// `row-group-size:`, `part-size:`, `max-row-groups:`, `max-dead-bytes:` and `slice-size:`
final class SizesReader {
    private static final long KIB = 1024;
    private static final long GIB = KIB * KIB * KIB;

    /// The ordinal of a row group is 16 bits, signed, in a footer.
    private static final long MAX_ROW_GROUPS = Short.MAX_VALUE;

    /// Slices are read in one go, and each makes files of its own.
    private static final long MIN_SLICE = KIB * KIB;

    private SizesReader() {}

    static Sizes read(Section section) {
        Optional<Long> rowGroup = section.get("row-group-size").flatMap(value -> value.bytes(64 * KIB, GIB));
        Optional<Long> part = section.get("part-size").flatMap(value -> value.bytes(64 * KIB, 1024 * GIB));
        Optional<Long> rowGroups = section.get("max-row-groups").flatMap(value -> value.wholeNumber(1, MAX_ROW_GROUPS));
        Optional<Long> dead = section.get("max-dead-bytes").flatMap(value -> value.bytes(64 * KIB, 1024 * GIB));
        Optional<Long> slice = section.get("slice-size").flatMap(value -> value.bytes(MIN_SLICE, 1024 * GIB));
        var sizes = new Sizes(
                rowGroup.orElse(Sizes.DEFAULT.rowGroup()),
                part.orElse(Sizes.DEFAULT.part()),
                rowGroups.map(Math::toIntExact).orElse(Sizes.DEFAULT.maxRowGroups()),
                dead.orElse(Sizes.DEFAULT.maxDead()),
                slice.orElse(Sizes.DEFAULT.slice()));
        if (sizes.part() < sizes.rowGroup()) {
            section.get(part.isPresent() ? "part-size" : "row-group-size")
                    .ifPresent(value -> value.problem("a part (" + ByteSize.show(sizes.part())
                            + ") must not be smaller than its row groups (" + ByteSize.show(sizes.rowGroup()) + ")"));
        }
        return sizes;
    }
}
