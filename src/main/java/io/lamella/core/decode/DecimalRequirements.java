package io.lamella.core.decode;

import io.lamella.core.schema.ColumnType;

/// What values of a decimal column must be.
record DecimalRequirements(Requirement decimal, Requirement fewerDigits, Requirement fewerFractionDigits) {
    static DecimalRequirements of(ColumnType.Decimal type) {
        return new DecimalRequirements(
                new Requirement(
                        "not_a_decimal",
                        "be a decimal number such as -12.5 or 1.25e1",
                        "mend the source, or declare the column as string"),
                new Requirement(
                        "out_of_range",
                        "have at most " + (type.precision() - type.scale()) + " digits before the point",
                        "mend the source, or declare a decimal of a larger precision"),
                new Requirement(
                        "too_many_fraction_digits",
                        "have at most " + type.scale() + " digits behind the point, zeros aside,",
                        "declare a larger scale, or a rounding"));
    }

    Requirement of(DecimalText.Fit misfit) {
        return switch (misfit) {
            case OUT_OF_RANGE -> fewerDigits;
            case TOO_MANY_FRACTION_DIGITS -> fewerFractionDigits;
            case EXACT_OR_ROUNDED -> throw new IllegalArgumentException("nothing is wrong with a value that fits");
        };
    }
}
