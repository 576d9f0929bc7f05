package io.lamella.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What happened in a run: counted, boiled down to a number, and kept as text only when somebody is going to read it.
final class History {
    private final Timeline timeline;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private long calls;
    private long crashes;
    private long fingerprint = 1;

    History(Timeline timeline, boolean kept) {
        this.timeline = timeline;
        this.kept = kept;
    }

    /// An actor sends a request.
    void call(Actor who, String call, String key) {
        calls++;
        add(who, call, key, "");
    }

    void crash(Actor who) {
        crashes++;
        add(who, "ends", "", "");
    }

    void add(Actor who, String what, String key, String result) {
        fingerprint = (fingerprint * 31 + who.name().hashCode()) * 31 + what.hashCode();
        fingerprint = (fingerprint * 31 + key.hashCode()) * 31 + result.hashCode();
        if (kept) {
            note(who.name(), "%s %s %s".formatted(what, key, result).strip());
        }
    }

    boolean isKept() {
        return kept;
    }

    /// Something that no actor does.
    void note(String who, String what) {
        if (kept) {
            lines.add("%14s  %-12s %s".formatted(clock(timeline.elapsed()), who, what));
        }
    }

    private static String clock(Duration elapsed) {
        return "%s%02d:%02d:%02d.%03d"
                .formatted(
                        elapsed.toDays() > 0 ? elapsed.toDays() + "d " : "",
                        elapsed.toHoursPart(),
                        elapsed.toMinutesPart(),
                        elapsed.toSecondsPart(),
                        elapsed.toMillisPart());
    }

    long calls() {
        return calls;
    }

    long crashes() {
        return crashes;
    }

    /// Tells one order of events from all others.
    long fingerprint() {
        return fingerprint;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
