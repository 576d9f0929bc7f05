package io.lamella.core.parquet;

import java.util.Optional;

/// How one column is written, where that is not left to its values.
///
/// @param column of the table. In a nested one, what is set here holds for those of its scalars that it fits
/// @param bloomFilter empty for none
public record ColumnSettings(String column, ValueEncoding encoding, Optional<BloomFilterSettings> bloomFilter) {
    /// Without a Bloom filter.
    public ColumnSettings(String column, ValueEncoding encoding) {
        this(column, encoding, Optional.empty());
    }
}
