package io.lamella.entry.cli.infer;

import java.util.regex.Pattern;

/// Numbers that are written with commas, or with points between thousands: `1.234,56`, `0,5`, `1,234.56`, `1.234.567`.
final class CommaNumbers {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?(?:\\d+|\\d{1,3}(?:\\.\\d{3})+),\\d+");
    private static final Pattern GROUPED_BY_COMMAS = Pattern.compile("[+-]?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
    private static final Pattern GROUPED_BY_POINTS = Pattern.compile("[+-]?\\d{1,3}(?:\\.\\d{3})+");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

    private long decimalCommas;
    private long groupedByCommas;
    private long withComma;
    private long groupedByPoints;
    private long whole;
    private String example = "";

    void add(String text) {
        if (text.length() > 100) {
            return;
        }
        boolean decimal = DECIMAL_COMMA.matcher(text).matches();
        boolean grouped = GROUPED_BY_COMMAS.matcher(text).matches();
        decimalCommas += decimal ? 1 : 0;
        groupedByCommas += grouped ? 1 : 0;
        if (decimal || grouped) {
            withComma++;
            example = text.length() > example.length() ? text : example;
        }
        groupedByPoints += GROUPED_BY_POINTS.matcher(text).matches() ? 1 : 0;
        whole += WHOLE.matcher(text).matches() ? 1 : 0;
    }

    /// Whether these are numbers with decimal commas, and some surely are: a comma that may set thousands apart is none.
    ///
    /// @param values how many there are in all
    boolean areDecimal(long values) {
        return decimalCommas > 0 && decimalCommas + groupedByPoints + whole == values && groupedByCommas < withComma;
    }

    /// Whether these are numbers, some with commas that stand between thousands, or may do so.
    boolean areGrouped(long values) {
        return groupedByCommas > 0 && groupedByCommas == withComma && withComma + whole == values;
    }

    /// Whether each value that is not whole has its points where thousands are set apart.
    boolean mayBeGroupedByPoints(long values) {
        return groupedByPoints > 0 && groupedByPoints + whole == values;
    }

    /// The longest with a comma.
    String example() {
        return example;
    }
}
