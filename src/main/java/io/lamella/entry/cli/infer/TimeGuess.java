package io.lamella.entry.cli.infer;

import java.util.List;
import java.util.Optional;

/// Finds out how dates and timestamps are written.
final class TimeGuess {
    private final ColumnTally tally;

    TimeGuess(ColumnTally tally) {
        this.tally = tally;
    }

    /// Empty if not all values are dates, or not all are timestamps.
    Optional<Guess> guess() {
        if (tally.areAllDates()) {
            return Optional.of(guess("date", tally.dates()));
        }
        return tally.areAllTimestamps() ? Optional.of(zoned(guess("timestamp", tally.timestamps()))) : Optional.empty();
    }

    private Guess guess(String type, List<Trial> trials) {
        var whole =
                trials.stream().filter(trial -> trial.fits() == tally.values()).toList();
        boolean monthFirst = whole.stream().anyMatch(trial -> isOrdered(trial, true));
        boolean dayFirst = whole.stream().anyMatch(trial -> isOrdered(trial, false));
        if (monthFirst && dayFirst) {
            return ambiguous(type, whole);
        }
        if (!whole.isEmpty()) {
            var written = whole.getFirst().written();
            var guess = Guess.of(
                            type,
                            "%s, written %s: %,d of %,d values fit"
                                    .formatted(type, written.format(), tally.values(), tally.values()))
                    .written(written.formats());
            return written.hasMonthAndDay() ? ordered(guess, trials, written) : guess;
        }
        return mixed(type, trials);
    }

    private static boolean isOrdered(Trial trial, boolean monthFirst) {
        return trial.written().hasMonthAndDay() && trial.written().hasMonthFirst() == monthFirst;
    }

    private Guess ordered(Guess guess, List<Trial> trials, Written written) {
        var other = trials.stream()
                .filter(trial -> isOrdered(trial, !written.hasMonthFirst()))
                .flatMap(trial -> trial.misfit().stream())
                .findFirst()
                .orElse("");
        return new Guess(
                guess.type(),
                guess.formats(),
                List.of(guess.evidence().getFirst() + ", the other order of day and month does not: " + other),
                guess.unsure(),
                guess.inner());
    }

    private Guess ambiguous(String type, List<Trial> whole) {
        var forms = whole.stream().map(trial -> trial.written().format()).toList();
        return Guess.of(
                        "string",
                        "%,d values, such as %s"
                                .formatted(tally.values(), tally.example().orElse("")))
                .unsure("day and month cannot be told apart: every value fits " + String.join(" and ", forms)
                        + ". Write {type: " + type + ", format: " + YamlText.quoted(forms.getFirst())
                        + "}, or the other");
    }

    private Guess mixed(String type, List<Trial> trials) {
        var used = trials.stream().filter(trial -> trial.fits() > 0).toList();
        boolean bothOrders = used.stream().anyMatch(trial -> isOrdered(trial, true))
                && used.stream().anyMatch(trial -> isOrdered(trial, false));
        var forms = used.stream()
                .map(trial -> trial.written().format() + " (%,d)".formatted(trial.fits()))
                .toList();
        if (bothOrders) {
            return Guess.of(
                            "string",
                            "%,d values, such as %s"
                                    .formatted(tally.values(), tally.example().orElse("")))
                    .unsure("these are dates in several forms, some with the day first and some with the month first: "
                            + String.join(", ", forms));
        }
        return Guess.of(
                        type,
                        "%s: %,d of %,d values fit one of these forms".formatted(type, tally.values(), tally.values()))
                .written(used.stream().map(trial -> trial.written().format()).toList())
                .unsure("several forms occur: " + String.join(", ", forms) + ". They are tried in this order");
    }

    private Guess zoned(Guess guess) {
        if (guess.isText()) {
            return guess;
        }
        if (tally.offsets() == 0) {
            return guess.unsure(
                    "no value says its zone, so all are taken for UTC. Else write zone: Asia/Seoul, say; or timestamp(local)");
        }
        return tally.offsets() < tally.values()
                ? guess.unsure(
                        "%,d of %,d values say their zone, the others are taken for UTC. Else write zone: Asia/Seoul, say"
                                .formatted(tally.offsets(), tally.values()))
                : guess;
    }
}
