package io.lamella.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/// One run of a worker: has a clock that may be wrong, and may end at any moment, after which nothing of it goes on.
final class Actor implements Executor, InstantSource {
    private final String name;
    private final Timeline timeline;
    private final Duration skew;
    private boolean alive = true;
    private Runnable afterCrash = () -> {};

    Actor(String name, Timeline timeline, Duration skew) {
        this.name = name;
        this.timeline = timeline;
        this.skew = skew;
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return alive;
    }

    void crash() {
        if (alive) {
            alive = false;
            afterCrash.run();
        }
    }

    /// Ends in good order.
    void end() {
        alive = false;
    }

    /// What is done when the actor crashes.
    void onCrash(Runnable then) {
        afterCrash = then;
    }

    /// Goes on here after a while, if it still lives then.
    void after(long millis, Runnable work) {
        timeline.after(millis, () -> {
            if (alive) {
                work.run();
            }
        });
    }

    @Override
    public void execute(Runnable work) {
        after(0, work);
    }

    @Override
    public Instant instant() {
        return timeline.instant().plus(skew);
    }
}
