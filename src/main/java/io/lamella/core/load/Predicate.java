package io.lamella.core.load;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A condition on rows. As in SQL, a comparison with null does not hold.
public sealed interface Predicate {
    record And(List<Predicate> all) implements Predicate {
        public And {
            all = List.copyOf(all);
        }
    }

    record Or(List<Predicate> any) implements Predicate {
        public Or {
            any = List.copyOf(any);
        }
    }

    record Compare(String column, Operator operator, Literal literal) implements Predicate {}

    /// @param negated whether the value must be none of them
    record In(String column, List<Literal> literals, boolean negated) implements Predicate {
        public In {
            literals = List.copyOf(literals);
        }
    }

    /// @param negated whether there must be a value
    record IsNull(String column, boolean negated) implements Predicate {}

    enum Operator {
        EQUAL,
        UNEQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        /// @param sign below 0 if the value is less than the literal, above 0 if it is greater
        boolean holds(int sign) {
            return switch (this) {
                case EQUAL -> sign == 0;
                case UNEQUAL -> sign != 0;
                case LESS -> sign < 0;
                case LESS_OR_EQUAL -> sign <= 0;
                case GREATER -> sign > 0;
                case GREATER_OR_EQUAL -> sign >= 0;
            };
        }
    }

    /// A value as it is written in a condition. Dates and times are text.
    sealed interface Literal {}

    record Text(String text) implements Literal {}

    record Numeric(BigDecimal number) implements Literal {}

    record Bool(boolean value) implements Literal {}

    /// The columns that it looks at.
    default Set<String> columns() {
        var columns = new LinkedHashSet<String>();
        switch (this) {
            case And(var all) -> all.forEach(one -> columns.addAll(one.columns()));
            case Or(var any) -> any.forEach(one -> columns.addAll(one.columns()));
            case Compare compare -> columns.add(compare.column());
            case In in -> columns.add(in.column());
            case IsNull isNull -> columns.add(isNull.column());
        }
        return columns;
    }

    /// Reads a condition such as `price > 10 and country in ('KR', 'JP')`.
    ///
    /// @throws IllegalArgumentException that says where it goes wrong
    static Predicate parse(String text) {
        return new PredicateParser(text).parse();
    }
}
