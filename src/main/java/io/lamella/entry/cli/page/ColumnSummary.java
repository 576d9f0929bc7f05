package io.lamella.entry.cli.page;

import io.lamella.entry.cli.text.Figures;
import java.util.List;
import java.util.Optional;

/// What can be said of a column over all row groups.
///
/// @param type as people read it
/// @param maxDefinition how many of the names that lead to it may be without a value
/// @param maxRepetition how many of them repeat
/// @param nulls empty when the file does not say
/// @param min as people read it; empty when the file does not say, or no value is there
/// @param max likewise
/// @param codecs all that occur
/// @param encodings all that occur
public record ColumnSummary(
        String name,
        String type,
        boolean required,
        int maxDefinition,
        int maxRepetition,
        Optional<Long> nulls,
        Optional<String> min,
        Optional<String> max,
        List<String> codecs,
        List<String> encodings,
        long bytes,
        long uncompressedBytes) {

    public ColumnSummary {
        codecs = List.copyOf(codecs);
        encodings = List.copyOf(encodings);
    }

    /// How many times larger it is before compression, such as `2.5`; `-` for a column without pages.
    public String ratio() {
        return bytes == 0 ? "-" : Figures.ratio(uncompressedBytes, bytes);
    }
}
