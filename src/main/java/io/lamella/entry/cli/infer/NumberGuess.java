package io.lamella.entry.cli.infer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds a type for numbers: exact wherever one can be, whatever the column is called, since no name tells all that is money.
final class NumberGuess {
    private static final Pattern MONEY = Pattern.compile(
            "(?i).*(price|amount|cost|revenue|total|fee|tax|balance|salary|payment|paid|discount|spend|budget|money|usd|eur|krw).*");
    private static final Pattern TIME =
            Pattern.compile("(?i).*(time|date|epoch|stamp|created|updated|_at|_ts|^ts|^at|(?-i:[a-z](At|Ts)))"
                    + "(_?(seconds|secs?|millis(econds)?|ms|micros(econds)?|us)|_s)?");

    private static final BigDecimal YEAR_2000 = BigDecimal.valueOf(946_684_800L);
    private static final BigDecimal YEAR_2100 = BigDecimal.valueOf(4_102_444_800L);

    private final String name;
    private final ColumnTally tally;
    private final Numbers numbers;

    NumberGuess(String name, ColumnTally tally) {
        this.name = name;
        this.tally = tally;
        this.numbers = tally.numbers();
    }

    /// Empty if not all values are numbers.
    Optional<Guess> guess() {
        if (!tally.all(Written.DOUBLE)) {
            return Optional.empty();
        }
        if (numbers.leadingZeros() > 0) {
            return Optional.of(Guess.of("string", tally.values() + " values, all digits")
                    .unsure(
                            "%,d of them begin with a zero, such as %s, which a number would lose. If they count something, write int64"
                                    .formatted(numbers.leadingZeros(), numbers.zeroExample())));
        }
        if (numbers.dialled() > 0) {
            return Optional.of(Guess.of("string", tally.values() + " values, such as " + numbers.dialledExample())
                    .unsure(
                            "%,d of them are written as telephone numbers, with a plus that a number would lose. If they count something, write int64"
                                    .formatted(numbers.dialled())));
        }
        if (numbers.count() < tally.values()) {
            return Optional.of(floating("such as " + numbers.oddExample()));
        }
        return Optional.of(numbers.whole() == tally.values() ? whole() : decimal());
    }

    private Guess whole() {
        if (!tally.all(Written.LONG)) {
            return decimal()
                    .unsure("some of these integers are too big for int64. If they only name something, write string");
        }
        if (tally.json() && tally.strings() == tally.values()) {
            return Guess.of("string", "%,d values, all digits, all in quotes".formatted(tally.values()))
                    .unsure("the writer has put the numbers in quotes. If they count something, write int64");
        }
        var guess = Guess.of(
                "int64",
                fits("int64") + "; from " + numbers.least().toPlainString() + " to "
                        + numbers.greatest().toPlainString());
        if (tally.onlyBits() == tally.values()) {
            return guess.unsure("only 0 and 1 occur. If they mean no and yes, write boolean");
        }
        return epoch().orElseGet(() -> looksLikeDays()
                ? guess.unsure("these may be days. If so, write {type: date, format: yyyyMMdd}")
                : guess);
    }

    private boolean looksLikeDays() {
        return tally.all(Written.COMPACT_DATE)
                && numbers.least().intValue() > 1900_01_01
                && numbers.greatest().intValue() < 2100_01_01;
    }

    /// Numbers since 1970, if they lie in this century and the name speaks of time.
    private Optional<Guess> epoch() {
        if (!TIME.matcher(name).matches()) {
            return Optional.empty();
        }
        var units = List.of("epoch-seconds", "epoch-millis", "epoch-micros");
        for (int i = 0; i < units.size(); i++) {
            if (numbers.least().compareTo(YEAR_2000.scaleByPowerOfTen(3 * i)) >= 0
                    && numbers.greatest().compareTo(YEAR_2100.scaleByPowerOfTen(3 * i)) < 0) {
                return Optional.of(
                        Guess.of("timestamp", fits("timestamp as " + units.get(i)))
                                .written(List.of(units.get(i)))
                                .unsure(
                                        "taken for a time because of its name and its size. If it counts something, write int64"));
            }
        }
        return Optional.empty();
    }

    private Guess decimal() {
        return numbers.decimal().map(this::decimal).orElseGet(this::tooLong);
    }

    private Guess decimal(String type) {
        var guess = Guess.of(type, fits(type) + "; longest " + numbers.longest());
        if (numbers.exponents() > 0) {
            return guess.unsure(
                    "%,d of them are written with an exponent, such as %s. If they are measured and need not be exact, write double; if codes, string"
                            .formatted(numbers.exponents(), numbers.exponentExample()));
        }
        if (numbers.scale() <= 8) {
            return guess;
        }
        return guess.unsure((isMoney()
                        ? "%d digits behind the point look computed. If this is money that may be rounded, write decimal(18,4), say, with rounding: half-even"
                        : "%d digits behind the point look measured or computed. If they need not be exact, write double")
                .formatted(numbers.scale()));
    }

    private Guess tooLong() {
        return numbers.exponents() > 0
                ? floating("exponents such as that of " + numbers.exponentExample())
                : Guess.of("string", "%,d numbers; longest %s".formatted(tally.values(), numbers.longest()))
                        .unsure("a decimal has 38 digits at most. If they need not be exact, write double");
    }

    /// Infinite, not a number, or both too big and too small.
    private Guess floating(String reason) {
        var evidence = "%,d numbers, which no decimal of 38 digits holds: %s".formatted(tally.values(), reason);
        return isMoney()
                ? Guess.of("string", evidence)
                        .unsure(
                                "by its name this is money, which double would make inexact. Write decimal(38,10), say, and what does not fit goes to quarantine")
                : Guess.of("double", evidence)
                        .unsure(
                                "double is not exact. If this is money, write decimal(18,4), say, and what does not fit goes to quarantine");
    }

    private boolean isMoney() {
        return MONEY.matcher(name).matches();
    }

    private String fits(String type) {
        return "%s: %,d of %,d values fit".formatted(type, tally.values(), tally.values());
    }
}
