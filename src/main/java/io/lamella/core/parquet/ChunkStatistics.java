package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Statistics;

/// What readers may skip a column chunk, or its pages, by: bounds and counts of nulls.
final class ChunkStatistics {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final ValueOrder order;
    private final List<Optional<Bounds>> pages = new ArrayList<>();
    private final List<Boolean> nullPages = new ArrayList<>();
    private final List<Long> nullCounts = new ArrayList<>();
    private boolean unbounded;
    private long nulls;

    ChunkStatistics(ValueOrder order) {
        this.order = order;
    }

    /// Adds a page.
    ///
    /// @param bounds of its values; empty if it has none that bounds can be given for
    void addPage(int values, int nullCount, Optional<Bounds> bounds) {
        pages.add(bounds);
        nullPages.add(values == 0);
        nullCounts.add((long) nullCount);
        nulls += nullCount;
        unbounded |= values > 0 && bounds.isEmpty();
    }

    /// The statistics of the chunk, without bounds where they cannot be given.
    Statistics statistics() {
        var statistics = new Statistics().setNull_count(nulls);
        chunkBounds().ifPresent(bounds -> {
            statistics
                    .setMin_value(bounds.min())
                    .setMax_value(bounds.max())
                    .setIs_min_value_exact(bounds.minExact())
                    .setIs_max_value_exact(bounds.maxExact());
            if (order.isLegacy()) {
                statistics.setMin(bounds.min()).setMax(bounds.max());
            }
        });
        return statistics;
    }

    /// A page of NaN alone has no bounds but does not widen those of the chunk; with any other order, its values are
    /// beyond what bounds can say.
    private Optional<Bounds> chunkBounds() {
        boolean onlyNaN = order == ValueOrder.FLOATS || order == ValueOrder.DOUBLES;
        if (unbounded && !onlyNaN) {
            return Optional.empty();
        }
        return pages.stream().flatMap(Optional::stream).reduce((all, page) -> all.and(page, order));
    }

    /// The bounds of each page. None if a page that has values has no bounds: the index has no way to say so.
    Optional<ColumnIndex> columnIndex() {
        if (unbounded) {
            return Optional.empty();
        }
        var index = new ColumnIndex(List.copyOf(nullPages), values(Bounds::min), values(Bounds::max), boundaryOrder());
        return Optional.of(index.setNull_counts(List.copyOf(nullCounts)));
    }

    private List<ByteBuffer> values(Function<Bounds, byte[]> bound) {
        return pages.stream()
                .map(page -> page.map(bound).map(ByteBuffer::wrap).orElse(NOTHING))
                .toList();
    }

    private BoundaryOrder boundaryOrder() {
        boolean ascending = true;
        boolean descending = true;
        var bounded = pages.stream().flatMap(Optional::stream).toList();
        for (int i = 1; i < bounded.size(); i++) {
            int mins = order.compare(bounded.get(i - 1).min(), bounded.get(i).min());
            int maxes = order.compare(bounded.get(i - 1).max(), bounded.get(i).max());
            ascending &= mins <= 0 && maxes <= 0;
            descending &= mins >= 0 && maxes >= 0;
        }
        return ascending ? BoundaryOrder.ASCENDING : descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    }
}
