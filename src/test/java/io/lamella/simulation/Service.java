package io.lamella.simulation;

import io.lamella.entry.wiring.Worker;
import io.lamella.entry.wiring.WorkerThreads;
import io.lamella.pipeline.PollerSettings;
import java.time.Duration;
import java.util.Random;

/// A process that stays and works off both queues. When it is killed, it is started again a while later.
final class Service {
    /// Between SIGTERM and SIGKILL.
    private static final Duration GRACE = Duration.ofSeconds(25);

    /// It sweeps when it starts. Later sweeps are [Crew]'s: one every quarter of an hour would never let the world be idle.
    private static final Duration SWEEP = Duration.ofDays(3_650);

    private final World world;
    private final Crew crew;
    private Runnable stop = () -> {};

    Service(World world, Crew crew) {
        this.world = world;
        this.crew = crew;
    }

    void start() {
        var hand = crew.hand("worker");
        var actor = hand.actor();
        world.history().add(actor, "begins", "", "");
        actor.onCrash(() -> world.timeline().after(world.weather().gap(), this::start));
        var timer = new ActorTimer(actor);
        var messages = new SimulatedQueue(
                world.ingest(), world, actor, received -> {}, message -> crew.acknowledged(hand, message));
        var worker = new Worker(
                hand.pipeline(),
                new Worker.Input(messages, PollerSettings.standard(2, World.VISIBILITY)),
                new Worker.Input(hand.requests(), PollerSettings.fifo(1, World.VISIBILITY)),
                SWEEP,
                actor,
                new WorkerThreads(timer, timer, new Random(0)));
        stop = () -> stop(actor, worker);
        worker.start();
    }

    /// It is told to stop, has some time to do so, and begins anew.
    void restart() {
        stop.run();
    }

    private void stop(Actor actor, Worker worker) {
        world.history().add(actor, "is told to stop", "", "");
        worker.stop().subscribe().with(done -> world.history().add(actor, "is done", "", ""));
        actor.after(GRACE.toMillis(), () -> {
            actor.end();
            start();
        });
    }
}
