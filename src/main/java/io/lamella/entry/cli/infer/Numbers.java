package io.lamella.entry.cli.infer;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// What the numbers of a column look like.
final class Numbers {
    private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+)(?:\\.(\\d*))?|[+-]?\\.(\\d+)");

    private long count;
    private long whole;
    private long leadingZeros;
    private String zeroExample = "";
    private int integerDigits = 1;
    private int scale;
    private String longest = "";
    private BigDecimal least = BigDecimal.ZERO;
    private BigDecimal greatest = BigDecimal.ZERO;

    /// Takes the text of a value; those that are not plain numbers, without exponent, are passed over.
    void add(String text) {
        var match = PLAIN.matcher(text);
        if (text.length() > 100 || !match.matches()) {
            return;
        }
        var value = new BigDecimal(text);
        least = count == 0 ? value : value.min(least);
        greatest = count == 0 ? value : value.max(greatest);
        count++;
        var digits = match.group(1);
        if (digits != null && match.group(2) == null) {
            whole++;
        }
        if (digits != null && digits.length() > 1 && digits.startsWith("0")) {
            leadingZeros++;
            zeroExample = zeroExample.isEmpty() ? text : zeroExample;
        }
        integerDigits = Math.max(integerDigits, value.precision() - value.scale());
        scale = Math.max(scale, value.scale());
        longest = text.length() > longest.length() ? text : longest;
    }

    /// How many values are plain numbers.
    long count() {
        return count;
    }

    /// How many of them have no point.
    long whole() {
        return whole;
    }

    long leadingZeros() {
        return leadingZeros;
    }

    /// One with a leading zero.
    String zeroExample() {
        return zeroExample;
    }

    /// Digits in front of the point, at most.
    int integerDigits() {
        return integerDigits;
    }

    /// Digits behind the point, at most.
    int scale() {
        return scale;
    }

    String longest() {
        return longest;
    }

    BigDecimal least() {
        return least;
    }

    BigDecimal greatest() {
        return greatest;
    }
}
