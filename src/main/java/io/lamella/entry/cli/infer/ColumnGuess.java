package io.lamella.entry.cli.infer;

import io.lamella.entry.cli.text.Figures;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds a type for a column: the narrowest that takes every value of the sample and loses nothing of any.
final class ColumnGuess {
    private static final int UUID_LENGTH = 36;

    private final String name;
    private final ColumnTally tally;

    ColumnGuess(String name, ColumnTally tally) {
        this.name = name;
        this.tally = tally;
    }

    Guess guess() {
        var guess = nullWords(typed());
        long nulls = tally.rows()
                - tally.values()
                - tally.nullWords().values().stream().mapToLong(Long::longValue).sum();
        return new Guess(
                guess.type(),
                guess.formats(),
                Stream.concat(
                                guess.evidence().stream(),
                                Stream.of(
                                        nulls == 0
                                                ? "no null among them"
                                                : "%,d %s null or empty".formatted(nulls, nulls == 1 ? "is" : "are")))
                        .toList(),
                guess.unsure(),
                guess.inner());
    }

    private Guess typed() {
        if (tally.values() == 0) {
            return Guess.of("string", "no value in " + Figures.count(tally.rows(), "row"))
                    .unsure("the sample has no value, so any type would do");
        }
        if (tally.composites() > 0 && tally.all(Written.JSON)) {
            return composite();
        }
        return new NumberGuess(name, tally)
                .guess()
                .or(this::truth)
                .or(() -> new TimeGuess(tally).guess())
                .or(() -> only(Written.TIME))
                .or(() -> only(Written.UUID)
                        .filter(_ -> tally.example()
                                .filter(text -> text.length() == UUID_LENGTH)
                                .isPresent()))
                .or(this::withCommas)
                .orElseGet(this::text);
    }

    private Guess composite() {
        if (tally.composites() < tally.values()) {
            return json().unsure("plain values occur beside objects and arrays");
        }
        return tally.nested()
                .flatMap(nested -> nested.guess(name))
                .orElseGet(() -> json().unsure(
                                "no type takes all of these arrays and objects. If the keys are values, write"
                                        + " map<string,string>, say"));
    }

    private Guess json() {
        return Guess.of(
                "json",
                "json: %,d of %,d values fit, %,d of them objects or arrays"
                        .formatted(tally.values(), tally.values(), tally.composites()));
    }

    /// Numbers that the pipeline does not read as such.
    private Optional<Guess> withCommas() {
        var numbers = tally.commaNumbers();
        var evidence = "%,d numbers with commas; longest %s".formatted(tally.values(), numbers.example());
        if (tally.hasDecimalCommas()) {
            return Optional.of(
                    Guess.of("string", evidence)
                            .unsure(
                                    "decimal commas are not read as numbers, so these stay text. Have points written, or convert"
                                            + " them in queries: CAST(replace(replace(x, '.', ''), ',', '.') AS decimal(18,4))"));
        }
        return numbers.areGrouped(tally.values())
                ? Optional.of(Guess.of("string", evidence)
                        .unsure("commas may set thousands apart, or decimals; such numbers are not read, so these stay"
                                + " text. Have them written without, or convert them in queries: replace(x, ',', '')"))
                : Optional.empty();
    }

    private Optional<Guess> truth() {
        return only(Written.BOOLEAN)
                .map(guess -> tally.example().filter(text -> text.length() == 1).isPresent()
                        ? guess.unsure("if the letters are codes of something else, write string")
                        : guess);
    }

    private Optional<Guess> only(Written written) {
        return tally.all(written)
                ? Optional.of(Guess.of(
                        written.type(),
                        "%s: %,d of %,d values fit, such as %s"
                                .formatted(
                                        written.type(),
                                        tally.values(),
                                        tally.values(),
                                        tally.example().orElse(""))))
                : Optional.empty();
    }

    private Guess text() {
        var guess = Guess.of(
                "string",
                "%,d values, such as %s"
                        .formatted(tally.values(), tally.example().orElse("")));
        if (tally.json() && tally.strings() < tally.values()) {
            return guess.unsure("%,d of %,d values are JSON strings, the others are not"
                    .formatted(tally.strings(), tally.values()));
        }
        if (tally.all(Written.FINER)) {
            return guess.unsure("these are timestamps with more digits of a second than the six that are kept. If those"
                    + " six suffice, write timestamp with rounding: truncate");
        }
        return tally.nearest()
                .map(trial -> guess.unsure(
                        "%,d of %,d values fit %s, but not %s. If the others are mistakes, take it, and they go to quarantine"
                                .formatted(
                                        trial.fits(),
                                        tally.values(),
                                        form(trial),
                                        trial.misfit().orElse(""))))
                .orElse(guess);
    }

    /// What a trial found, but a decimal in place of double if that holds as many.
    private String form(Trial trial) {
        var written = trial.written();
        if (written.equals(Written.DOUBLE) && tally.numbers().count() == trial.fits()) {
            return tally.numbers().decimal().orElse(written.type());
        }
        return written.formats().isEmpty() ? written.type() : written.type() + " as " + written.format();
    }

    private Guess nullWords(Guess guess) {
        var none = tally.nullWords(guess.type());
        if (none.isEmpty()) {
            return guess;
        }
        var words = none.entrySet().stream()
                .map(word -> word.getKey() + " (%,d)".formatted(word.getValue()))
                .toList();
        return guess.unsure(
                guess.isText()
                        ? "words that may mean null are kept as text: " + String.join(", ", words)
                                + ". Else list them in nulls"
                        : "words that are no value are taken for null: " + String.join(", ", words));
    }
}
