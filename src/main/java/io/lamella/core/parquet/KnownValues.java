package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.load.LoadType;
import io.lamella.core.load.RowFilter.Known;
import io.lamella.core.load.Shape;
import java.util.Optional;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;

/// What the statistics of a row group say of a column, in the type in which it is loaded.
public final class KnownValues {
    private static final int BOUNDS = 2;

    private KnownValues() {}

    /// Nothing where statistics are missing, or cannot be trusted: without an order of the column in the footer nobody said how
    /// values were compared, and INT96 has no order.
    public static Known of(Footer footer, int rowGroup, Shape shape, LoadType target) {
        if (!(shape instanceof Shape.Scalar scalar) || !scalar.flat()) {
            return Known.NOTHING;
        }
        var leaf = footer.leaves().get(scalar.leaf());
        ColumnMetaData column =
                Thrift.given(footer.columns(rowGroup).get(scalar.leaf()).getMeta_data());
        var statistics = column.getStatistics();
        if (statistics == null) {
            return Known.NOTHING;
        }
        boolean counted = statistics.isSetNull_count();
        var bounds = hasOrder(footer, scalar.leaf(), leaf) ? bounds(statistics, leaf) : Optional.<ScalarVector>empty();
        return new Known(
                bounds.map(
                        values -> LeafConversion.of(leaf, scalar.type(), target).apply(values, BOUNDS)),
                !leaf.isRequired() && !(counted && statistics.getNull_count() == 0),
                !(counted && statistics.getNull_count() >= column.getNum_values()));
    }

    private static boolean hasOrder(Footer footer, int column, Leaf leaf) {
        var orders = footer.metadata().getColumn_orders();
        return orders != null
                && orders.size() == footer.columnCount()
                && orders.get(column).isSetTYPE_ORDER()
                && leaf.type() != Type.INT96
                && leaf.type() != Type.BOOLEAN;
    }

    private static Optional<ScalarVector> bounds(Statistics statistics, Leaf leaf) {
        if (!statistics.isSetMin_value() || !statistics.isSetMax_value()) {
            return Optional.empty();
        }
        var least = statistics.getMin_value();
        var greatest = statistics.getMax_value();
        int width = leaf.width();
        if (width > 0 && (least.length != width || greatest.length != width)) {
            return Optional.empty();
        }
        return Optional.of(leaf.isLong() ? numbers(least, greatest, leaf) : runs(least, greatest));
    }

    private static LongVector numbers(byte[] least, byte[] greatest, Leaf leaf) {
        var values = new LongVector(BOUNDS);
        values.set(0, number(least, leaf));
        values.set(1, number(greatest, leaf));
        return values;
    }

    private static long number(byte[] bytes, Leaf leaf) {
        return leaf.width() == Integer.BYTES ? LittleEndian.getInt(bytes, 0) : LittleEndian.getLong(bytes, 0);
    }

    private static BytesVector runs(byte[] least, byte[] greatest) {
        var values = new BytesVector(BOUNDS);
        values.clear();
        put(least, values, 0);
        put(greatest, values, 1);
        return values;
    }

    private static void put(byte[] bytes, BytesVector to, int row) {
        int start = to.append(row, bytes.length);
        System.arraycopy(bytes, 0, to.data, start, bytes.length);
    }
}
