package io.lamella.entry.cli.infer;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds a type for numbers. Exact wherever that is possible, and always for money.
final class NumberGuess {
    private static final int MAX_DIGITS = 38;
    private static final int DIGITS_OF_LONG = 18;
    private static final Pattern MONEY = Pattern.compile(
            "(?i).*(price|amount|cost|revenue|total|fee|tax|balance|salary|payment|paid|discount|spend|budget|money|usd|eur|krw).*");
    private static final Pattern TIME =
            Pattern.compile("(?i).*(time|date|epoch|stamp|created|updated|_at|_ts|^ts|^at)");

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
        boolean plain = numbers.count() == tally.values();
        if (plain && numbers.whole() == tally.values()) {
            return Optional.of(whole());
        }
        return Optional.of(plain ? decimal() : floating());
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
        int digits = numbers.integerDigits() + numbers.scale();
        if (digits > MAX_DIGITS) {
            return Guess.of("string", "%,d numbers; longest %s".formatted(tally.values(), numbers.longest()))
                    .unsure("a decimal has 38 digits at most. If they need not be exact, write double");
        }
        var type = "decimal(" + (digits <= DIGITS_OF_LONG ? DIGITS_OF_LONG : MAX_DIGITS) + "," + numbers.scale() + ")";
        var guess = Guess.of(type, fits(type) + "; longest " + numbers.longest());
        return numbers.scale() > 8 && !isMoney()
                ? guess.unsure(
                        "%d digits behind the point look measured or computed. If they need not be exact, write double"
                                .formatted(numbers.scale()))
                : guess;
    }

    /// With exponents, infinite, or not a number.
    private Guess floating() {
        var odd = tally.values() - numbers.count();
        var evidence = "%,d numbers, of which %,d are written with an exponent or are not finite"
                .formatted(tally.values(), odd);
        return isMoney()
                ? Guess.of("string", evidence)
                        .unsure(
                                "by its name this is money, which double would make inexact. Write decimal(38,10), say, if that fits")
                : Guess.of("double", evidence);
    }

    private boolean isMoney() {
        return MONEY.matcher(name).matches();
    }

    private String fits(String type) {
        return "%s: %,d of %,d values fit".formatted(type, tally.values(), tally.values());
    }
}
