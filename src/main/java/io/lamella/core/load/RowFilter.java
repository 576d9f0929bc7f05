package io.lamella.core.load;

import io.lamella.core.column.ScalarVector;
import io.lamella.core.load.Predicate.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A condition on the rows of a schema: tells of bounds whether a row within could fulfil it, and of rows whether they do. Immutable.
public sealed interface RowFilter {
    /// What is known of the values of a column without reading them.
    ///
    /// @param bounds the least and the greatest, or one below and one above, in rows 0 and 1; empty if they are not known
    /// @param mayBeNull whether some value may be null
    /// @param mayBePresent whether some value may be none
    record Known(Optional<ScalarVector> bounds, boolean mayBeNull, boolean mayBePresent) {
        public static final Known NOTHING = new Known(Optional.empty(), true, true);
    }

    /// Whether there may be a row that fulfils the condition.
    boolean mayHold(Function<String, Known> known);

    /// Which of the first rows fulfil the condition.
    ///
    /// @param columns the values of a column; empty if all are null
    boolean[] holds(Function<String, Optional<ScalarVector>> columns, int rows);

    /// @throws IllegalArgumentException that names the column, if there is none, or its values cannot be compared in that way
    static RowFilter of(Predicate predicate, LoadSchema schema) {
        predicate.columns().forEach(column -> field(column, schema));
        return ofKnown(predicate, schema);
    }

    /// As [#of], by some columns alone: whatever is said of others is taken to hold.
    static RowFilter ofKnown(Predicate predicate, LoadSchema schema) {
        return switch (predicate) {
            case Predicate.And(var all) ->
                new All(all.stream().map(one -> ofKnown(one, schema)).toList());
            case Predicate.Or(var any) ->
                new Any(any.stream().map(one -> ofKnown(one, schema)).toList());
            case Predicate.Compare _, Predicate.In _, Predicate.IsNull _
            when predicate.columns().stream()
                    .anyMatch(column -> schema.find(column).isEmpty()) -> new Anything();
            case Predicate.Compare(var column, var operator, var literal) ->
                new Compared(column, operator, Probe.of(field(column, schema), literal));
            case Predicate.In(var column, var literals, boolean negated) -> {
                var field = field(column, schema);
                yield new OneOf(
                        column,
                        literals.stream()
                                .map(literal -> Probe.of(field, literal))
                                .toList(),
                        negated);
            }
            case Predicate.IsNull(var column, boolean negated) -> {
                field(column, schema);
                yield new Nullness(column, negated);
            }
        };
    }

    private static LoadType.Field field(String column, LoadSchema schema) {
        var field = schema.find(column)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no column " + column + " to compare; there are " + schema.names()));
        if (field.type() instanceof LoadType.Nested) {
            throw new IllegalArgumentException("column " + column + " is "
                    + field.type().text() + ", and conditions are on columns of single values alone");
        }
        return field;
    }

    /// Holds for every row.
    record Anything() implements RowFilter {
        @Override
        public boolean mayHold(Function<String, Known> known) {
            return true;
        }

        @Override
        public boolean[] holds(Function<String, Optional<ScalarVector>> columns, int rows) {
            var all = new boolean[rows];
            Arrays.fill(all, true);
            return all;
        }
    }

    record All(List<RowFilter> filters) implements RowFilter {
        @Override
        public boolean mayHold(Function<String, Known> known) {
            return filters.stream().allMatch(filter -> filter.mayHold(known));
        }

        @Override
        public boolean[] holds(Function<String, Optional<ScalarVector>> columns, int rows) {
            var all = filters.getFirst().holds(columns, rows);
            for (var filter : filters.subList(1, filters.size())) {
                var more = filter.holds(columns, rows);
                for (int row = 0; row < rows; row++) {
                    all[row] &= more[row];
                }
            }
            return all;
        }
    }

    record Any(List<RowFilter> filters) implements RowFilter {
        @Override
        public boolean mayHold(Function<String, Known> known) {
            return filters.stream().anyMatch(filter -> filter.mayHold(known));
        }

        @Override
        public boolean[] holds(Function<String, Optional<ScalarVector>> columns, int rows) {
            var any = filters.getFirst().holds(columns, rows);
            for (var filter : filters.subList(1, filters.size())) {
                var more = filter.holds(columns, rows);
                for (int row = 0; row < rows; row++) {
                    any[row] |= more[row];
                }
            }
            return any;
        }
    }

    /// A test of a value, which is there.
    @FunctionalInterface
    interface ValueTest {
        boolean holds(ScalarVector values, int row);
    }

    private static boolean[] present(Optional<ScalarVector> values, int rows, ValueTest test) {
        var holds = new boolean[rows];
        values.ifPresent(vector -> {
            for (int row = 0; row < rows; row++) {
                holds[row] = !vector.isNull(row) && test.holds(vector, row);
            }
        });
        return holds;
    }

    record Compared(String column, Operator operator, Probe probe) implements RowFilter {
        @Override
        public boolean mayHold(Function<String, Known> known) {
            var values = known.apply(column);
            return values.mayBePresent()
                    && values.bounds()
                            .map(bounds -> within(bounds, operator, probe))
                            .orElse(true);
        }

        @Override
        public boolean[] holds(Function<String, Optional<ScalarVector>> columns, int rows) {
            var values = columns.apply(column);
            return operator == Operator.EQUAL
                    ? values.map(vector -> probe.equal(vector, rows)).orElseGet(() -> new boolean[rows])
                    : present(values, rows, this::holds);
        }

        private boolean holds(ScalarVector values, int row) {
            return switch (operator) {
                case EQUAL -> probe.isEqual(values, row);
                case UNEQUAL -> !probe.isEqual(values, row);
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                    int sign = probe.compare(values, row);
                    yield sign != Probe.INCOMPARABLE && operator.holds(sign);
                }
            };
        }
    }

    /// Whether a value between the bounds may fulfil the comparison. Bounds may be beyond the values, so that of all values being
    /// equal nothing is known.
    private static boolean within(ScalarVector bounds, Operator operator, Probe probe) {
        int least = probe.compare(bounds, 0);
        int greatest = probe.compare(bounds, 1);
        if (least == Probe.INCOMPARABLE || greatest == Probe.INCOMPARABLE) {
            return true;
        }
        return switch (operator) {
            case EQUAL -> least <= 0 && greatest >= 0;
            case UNEQUAL -> true;
            case LESS, LESS_OR_EQUAL -> operator.holds(least);
            case GREATER, GREATER_OR_EQUAL -> operator.holds(greatest);
        };
    }

    record OneOf(String column, List<Probe> probes, boolean negated) implements RowFilter {
        @Override
        public boolean mayHold(Function<String, Known> known) {
            var values = known.apply(column);
            return values.mayBePresent()
                    && (negated
                            || values.bounds()
                                    .map(bounds ->
                                            probes.stream().anyMatch(probe -> within(bounds, Operator.EQUAL, probe)))
                                    .orElse(true));
        }

        @Override
        public boolean[] holds(Function<String, Optional<ScalarVector>> columns, int rows) {
            return present(columns.apply(column), rows, this::holds);
        }

        private boolean holds(ScalarVector values, int row) {
            for (var probe : probes) {
                if (probe.isEqual(values, row)) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    record Nullness(String column, boolean negated) implements RowFilter {
        @Override
        public boolean mayHold(Function<String, Known> known) {
            var values = known.apply(column);
            return negated ? values.mayBePresent() : values.mayBeNull();
        }

        @Override
        public boolean[] holds(Function<String, Optional<ScalarVector>> columns, int rows) {
            var there = present(columns.apply(column), rows, (_, _) -> true);
            for (int row = 0; row < rows; row++) {
                there[row] = there[row] == negated;
            }
            return there;
        }
    }
}
