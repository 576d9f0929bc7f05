package io.lamella.core.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Bloom filters where nobody says which columns are to have some: a row group that others are joined to has them for the columns
/// that the first of those has them for.
final class KeptFilters {
    private KeptFilters() {}

    /// @param columns the places in the source of the columns that are written, [SchemaMatch#MISSING] for none
    /// @param names of the columns that are written
    static List<ColumnSettings> of(Footer source, int rowGroup, List<Integer> columns, List<String> names) {
        var kept = new ArrayList<ColumnSettings>();
        for (int i = 0; i < columns.size(); i++) {
            int column = columns.get(i);
            if (column != SchemaMatch.MISSING && hasFilter(source, rowGroup, column)) {
                kept.add(
                        new ColumnSettings(names.get(i), ValueEncoding.AUTO, Optional.of(BloomFilterSettings.DEFAULT)));
            }
        }
        return kept;
    }

    private static boolean hasFilter(Footer source, int rowGroup, int column) {
        return Thrift.given(source.columns(rowGroup).get(column).getMeta_data()).isSetBloom_filter_offset();
    }
}
