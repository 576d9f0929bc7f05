package io.lamella.entry.cli.live;

import io.lamella.core.parquet.Footer;
import io.lamella.core.table.PartMetadata;
import java.util.List;
import java.util.Optional;

/// How a part is built, as its footer says.
///
/// @param groups the first of its row groups
/// @param allGroups how many there are
/// @param sealed why it is appended to no more; empty while it may be
record PartShape(long rows, List<Group> groups, int allGroups, Optional<String> sealed, int commits, long deadBytes) {
    private static final int MAX_GROUPS = 256;

    PartShape {
        groups = List.copyOf(groups);
    }

    /// @param offset where its pages begin in the part
    record Group(long rows, long bytes, long offset) {}

    /// @throws IllegalArgumentException if the metadata of the part are damaged
    static PartShape of(Footer footer) {
        var metadata = PartMetadata.fromKeyValues(footer.keyValues());
        return new PartShape(
                footer.rows(),
                footer.rowGroups().stream()
                        .limit(MAX_GROUPS)
                        .map(group -> new Group(
                                group.rows(),
                                group.range().length(),
                                group.range().offset()))
                        .toList(),
                footer.rowGroups().size(),
                metadata.flatMap(PartMetadata::sealed).map(Enum::name),
                metadata.map(PartMetadata::appends).orElse(0),
                metadata.map(PartMetadata::deadBytes).orElse(0L));
    }
}
