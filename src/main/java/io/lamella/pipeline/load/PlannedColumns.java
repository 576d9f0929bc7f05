package io.lamella.pipeline.load;

import io.lamella.core.load.LoadedColumn;
import io.lamella.core.load.RowFilter;
import io.lamella.core.parquet.RowGroupRows;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The columns of a plan, batch by batch: those that are read of the file, and those that its path tells.
final class PlannedColumns {
    private final FilePlan plan;
    private final List<LoadedColumn> ofPath;

    /// @param most rows of a batch
    PlannedColumns(FilePlan plan, int most) {
        this.plan = plan;
        ofPath = plan.columns().stream()
                .<LoadedColumn>map(origin -> switch (origin) {
                    case FilePlan.FromPath(var value, var type) ->
                        new LoadedColumn.Flat(PartitionText.repeated(value, type, most), false);
                    case FilePlan.FromFile _, FilePlan.Nowhere _ -> new LoadedColumn.Missing();
                })
                .toList();
    }

    /// @param read of the file, in the order of the plan
    List<LoadedColumn> of(List<LoadedColumn> read) {
        return IntStream.range(0, ofPath.size())
                .mapToObj(place -> plan.columns().get(place) instanceof FilePlan.FromFile(int wanted)
                        ? read.get(wanted)
                        : ofPath.get(place))
                .toList();
    }

    RowGroupRows.Condition condition() {
        return plan.selection()
                .filter()
                .<RowGroupRows.Condition>map(Filtered::new)
                .orElse(RowGroupRows.Condition.NONE);
    }

    private final class Filtered implements RowGroupRows.Condition {
        private final RowFilter filter;

        Filtered(RowFilter filter) {
            this.filter = filter;
        }

        @Override
        public Set<Integer> columns() {
            return plan.selection().conditional().stream()
                    .map(column -> plan.columns().get(plan.selection().place(column)))
                    .filter(FilePlan.FromFile.class::isInstance)
                    .map(origin -> ((FilePlan.FromFile) origin).wanted())
                    .collect(Collectors.toSet());
        }

        @Override
        public int select(List<LoadedColumn> read, int rows, int[] places) {
            var columns = of(read);
            boolean[] holds = filter.holds(
                    column -> columns.get(plan.selection().place(column)).forCondition(), rows);
            int kept = 0;
            for (int row = 0; row < rows; row++) {
                places[kept] = row;
                kept += holds[row] ? 1 : 0;
            }
            return kept;
        }
    }
}
