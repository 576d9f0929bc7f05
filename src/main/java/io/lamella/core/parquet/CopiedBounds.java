package io.lamella.core.parquet;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;

/// The bounds of column chunks that are copied from files of other writers.
///
/// What a bound means depends on what the footer says besides: on the orders of columns, and on who wrote it, since readers
/// know the mistakes of some writers by their names. In another footer, only those may stay that mean the same everywhere.
final class CopiedBounds {
    private CopiedBounds() {}

    /// Removes what cannot be trusted in another file, and answers whether the page index may go along.
    static boolean keepTrusted(Footer source, int column, ColumnChunk chunk) {
        var leaf = source.leaves().get(column);
        var metadata = chunk.getMeta_data();
        var statistics = metadata == null ? null : metadata.getStatistics();
        boolean ordered = hasOrder(source, column) && leaf.type() != Type.INT96;
        if (statistics != null) {
            if (!ordered) {
                dropNew(statistics);
            }
            if (!isPlainNumber(leaf)) {
                dropOld(statistics);
            }
        }
        return ordered;
    }

    /// Removes all bounds of a chunk, and leaves the count of nulls.
    static void drop(ColumnChunk chunk) {
        var metadata = chunk.getMeta_data();
        var statistics = metadata == null ? null : metadata.getStatistics();
        if (statistics != null) {
            dropNew(statistics);
            dropOld(statistics);
        }
    }

    /// Without an order in the footer, nobody said how values were compared.
    private static boolean hasOrder(Footer source, int column) {
        var orders = source.metadata().getColumn_orders();
        return orders != null
                && orders.size() == source.columnCount()
                && orders.get(column).isSetTYPE_ORDER();
    }

    /// The old bounds compare signed numbers, whatever the values are; of numbers with a point, some writers let NaN in.
    private static boolean isPlainNumber(Leaf leaf) {
        boolean whole = leaf.type() == Type.INT32 || leaf.type() == Type.INT64;
        return whole && FileSchema.hasBounds(leaf);
    }

    private static void dropNew(Statistics statistics) {
        statistics.unsetMin_value();
        statistics.unsetMax_value();
        statistics.unsetIs_min_value_exact();
        statistics.unsetIs_max_value_exact();
    }

    private static void dropOld(Statistics statistics) {
        statistics.unsetMin();
        statistics.unsetMax();
    }
}
