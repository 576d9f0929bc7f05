package io.lamella.entry.cli.infer;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the numbers of a column look like.
final class Numbers {
    private static final int MAX_LENGTH = 100;
    private static final int MAX_DIGITS = 38;
    private static final int DIGITS_OF_LONG = 18;

    /// A sample seldom has the greatest number: up to a million times as much is to fit.
    private static final int SPARE_DIGITS = 6;

    /// With the prefix of a country, such as +4915112345006; a number of fewer digits that has a sign is rather a difference.
    private static final Pattern TELEPHONE = Pattern.compile("\\+[1-9]\\d{6,14}");

    /// With an exponent that is far beyond what a decimal can hold, but not so far that it takes time to compute with.
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:(\\d+)(\\.\\d*)?|\\.\\d+)([eE][+-]?0*\\d{1,3})?");

    private long count;
    private long whole;
    private long exponents;
    private String exponentExample = "";
    private String oddExample = "";
    private long leadingZeros;
    private String zeroExample = "";
    private long dialled;
    private String dialledExample = "";
    private int integerDigits = 1;
    private int scale;
    private String longest = "";
    private BigDecimal least = BigDecimal.ZERO;
    private BigDecimal greatest = BigDecimal.ZERO;

    /// Takes the text of a value; those that are no finite numbers, or longer than any decimal, are passed over.
    void add(String text) {
        var match = NUMBER.matcher(text);
        if (text.length() > MAX_LENGTH || !match.matches()) {
            oddExample = oddExample.isEmpty() ? text : oddExample;
            return;
        }
        var value = new BigDecimal(text);
        least = count == 0 ? value : value.min(least);
        greatest = count == 0 ? value : value.max(greatest);
        count++;
        var digits = match.group(1);
        if (match.group(3) != null) {
            exponents++;
            exponentExample = exponentExample.isEmpty() ? text : exponentExample;
        } else if (digits != null && match.group(2) == null) {
            whole++;
        }
        if (digits != null && digits.length() > 1 && digits.startsWith("0")) {
            leadingZeros++;
            zeroExample = zeroExample.isEmpty() ? text : zeroExample;
        }
        if (TELEPHONE.matcher(text).matches()) {
            dialled++;
            dialledExample = dialledExample.isEmpty() ? text : dialledExample;
        }
        integerDigits = Math.max(integerDigits, value.precision() - value.scale());
        scale = Math.max(scale, value.scale());
        longest = text.length() > longest.length() ? text : longest;
    }

    /// How many values are finite numbers.
    long count() {
        return count;
    }

    /// How many of them have neither point nor exponent.
    long whole() {
        return whole;
    }

    /// How many of them have an exponent.
    long exponents() {
        return exponents;
    }

    /// One with an exponent.
    String exponentExample() {
        return exponentExample;
    }

    /// A value that was passed over.
    String oddExample() {
        return oddExample;
    }

    /// The decimal that holds all of them exactly, with room before the point; empty if none has the digits.
    Optional<String> decimal() {
        int digits = integerDigits + scale;
        int precision = digits + SPARE_DIGITS <= DIGITS_OF_LONG ? DIGITS_OF_LONG : MAX_DIGITS;
        return digits > MAX_DIGITS ? Optional.empty() : Optional.of("decimal(" + precision + "," + scale + ")");
    }

    long leadingZeros() {
        return leadingZeros;
    }

    /// One with a leading zero.
    String zeroExample() {
        return zeroExample;
    }

    /// How many are written as telephone numbers are, with a plus in front; none if they are signed numbers, as one below zero shows.
    long dialled() {
        return least.signum() < 0 ? 0 : dialled;
    }

    /// One that is written as a telephone number.
    String dialledExample() {
        return dialledExample;
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
