package io.lamella.simulation;

import java.util.ArrayList;
import java.util.List;

/// How often what goes wrong. Each run has a weather of its own, so that some faults are frequent while others are absent.
final class Weather {
    private static final List<Integer> PER_MILLE = List.of(0, 3, 15, 60);

    /// Of what keeps nobody from going on.
    private static final List<Integer> PER_MILLE_UNNOTICED = List.of(0, 60, 250);

    private final Choices choices;
    private final List<Odds> odds = new ArrayList<>();
    private final int bursts;
    private int burst;
    private boolean burstOfWrites;
    private boolean calm;

    private record Odds(Fate fate, int perMille) {}

    /// What a call does, as far as faults depend on it.
    enum Kind {
        READ,
        WRITE,
        CONDITIONAL_WRITE
    }

    Weather(Choices choices) {
        this.choices = choices;
        for (var fate : Fate.values()) {
            int perMille = perMille(fate);
            if (perMille > 0) {
                odds.add(new Odds(fate, perMille));
            }
        }
        this.bursts = choices.oneOf(0, 0, 0, 5);
    }

    private int perMille(Fate fate) {
        return switch (fate) {
            case ANSWERED -> 0;
            case RETRIED, OVERTAKEN -> choices.oneOf(PER_MILLE_UNNOTICED);
            default -> choices.oneOf(PER_MILLE);
        };
    }

    /// From now on nothing goes wrong any more.
    void clear() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    Fate fate(Kind kind) {
        if (calm) {
            return Fate.ANSWERED;
        }
        if (isInBurst(kind)) {
            return Fate.FAILED;
        }
        int left = 1_000 - choices.below(1_000);
        for (var odd : odds) {
            left -= odd.perMille();
            if (left <= 0) {
                return befalls(odd.fate(), kind) ? odd.fate() : Fate.ANSWERED;
            }
        }
        return Fate.ANSWERED;
    }

    /// Too many requests, or, if only writes fail, a full disk; for some calls on end.
    private boolean isInBurst(Kind kind) {
        if (burst == 0 && choices.perMille(bursts)) {
            burst = 1 + choices.below(40);
            burstOfWrites = choices.below(2) == 1;
        }
        if (burst == 0) {
            return false;
        }
        burst--;
        return !burstOfWrites || kind != Kind.READ;
    }

    private static boolean befalls(Fate fate, Kind kind) {
        return switch (fate) {
            case ANSWERED, PAUSED, FAILED, CRASH_BEFORE -> true;
            case LOST, LATE, RETRIED, OVERTAKEN, CRASH_AFTER -> kind != Kind.READ;
            case CONFLICT -> kind == Kind.CONDITIONAL_WRITE;
        };
    }

    /// In milliseconds: how long a request or an answer is on its way.
    long travel() {
        return 1L + choices.below(60);
    }

    /// In milliseconds: what passes between two things that happen in the world.
    long gap() {
        return choices.oneOf(20, 300, 3_000, 60_000, 900_000);
    }

    /// In milliseconds: how long a request may go astray and still take effect. S3 refuses requests that were signed more than
    /// a quarter of an hour ago.
    long astray() {
        return choices.oneOf(2_000L, 60_000L, 840_000L) - choices.below(1_500);
    }

    /// In milliseconds: a pause of seconds, minutes or hours.
    long pause() {
        return choices.oneOf(2_000L, 60_000L, 1_200_000L, 21_600_000L) - choices.below(1_500);
    }
}
