package io.lamella.entry.wiring.config;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.parquet.SortColumn;
import io.lamella.core.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `sort-by:`, the weightiest first: names of columns, or maps.
final class SortReader {
    static final List<String> KEYS = List.of("column", "order", "nulls");

    private enum Order {
        ASC,
        DESC
    }

    private enum Nulls {
        FIRST,
        LAST
    }

    private final Function<Value, Optional<String>> name;

    /// @param name reads the name of a column
    private SortReader(Function<Value, Optional<String>> name) {
        this.name = name;
    }

    /// Of rows that have these columns.
    static List<SortColumn> read(Value value, List<ColumnSource> sources) {
        var columns = sources.stream().map(ColumnSource::column).toList();
        return new SortReader(name -> known(name, columns)).read(value);
    }

    /// Of rows in files of others, whose columns are seen when they are merged.
    static List<SortColumn> readOfOthers(Value value) {
        return new SortReader(Value::text).read(value);
    }

    private List<SortColumn> read(Value value) {
        var order = new ArrayList<SortColumn>();
        for (var element : value.oneOrMore()) {
            column(element).ifPresent(column -> {
                if (order.stream().anyMatch(other -> other.column().equals(column.column()))) {
                    element.problem("`" + column.column() + "` is there already; remove one");
                }
                order.add(column);
            });
        }
        return order;
    }

    private Optional<SortColumn> column(Value element) {
        if (!element.isMap()) {
            return name.apply(element).map(column -> new SortColumn(column, false, false));
        }
        var section = Section.of(element, KEYS);
        var order =
                section.get("order").flatMap(value -> value.oneOf(Order.class)).orElse(Order.ASC);
        var nulls =
                section.get("nulls").flatMap(value -> value.oneOf(Nulls.class)).orElse(Nulls.LAST);
        return section.require("column", "column: at")
                .flatMap(name)
                .map(column -> new SortColumn(column, order == Order.DESC, nulls == Nulls.FIRST));
    }

    private static Optional<String> known(Value value, List<Column> columns) {
        return value.text().filter(name -> {
            var column = columns.stream().filter(of -> of.name().equals(name)).findFirst();
            if (column.isEmpty()) {
                value.problem("unknown column `" + name + "`"
                        + Suggestion.remedy(
                                name, columns.stream().map(Column::name).toList()));
            } else if (!SortColumn.fits(column.get().type())) {
                value.problem("`" + name + "` is of a type whose values have no order; remove it");
            }
            return column.isPresent();
        });
    }
}
