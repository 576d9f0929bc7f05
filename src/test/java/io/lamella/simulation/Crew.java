package io.lamella.simulation;

import io.lamella.core.event.IngestMessage;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.SliceId;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Those who work: functions that a message starts, or processes that stay; sweepers, and people who run a command by hand.
final class Crew {
    private static final Duration TIME_LIMIT = Duration.ofMinutes(15);
    private static final long BUFFER_BYTES = 1024 * 1024;

    private final World world;
    private final Choices choices;
    private final Landing landing;
    private final List<Service> services = new ArrayList<>();
    private int actors;
    private int attempts;

    Crew(World world, Landing landing) {
        this.world = world;
        this.choices = world.choices();
        this.landing = landing;
    }

    /// Messages are brought to functions, as Lambda does, or fetched by one or two processes.
    void begin() {
        int processes = choices.oneOf(0, 0, 0, 1, 2);
        for (int i = 0; i < processes; i++) {
            services.add(new Service(world, this));
        }
        services.forEach(Service::start);
        if (processes == 0) {
            new Trigger(world.ingest(), world, this::ingest).poll();
            new Trigger(world.merge(), world, this::merge).poll();
        }
    }

    /// Others at work: a second compactor, a sweeper, somebody who runs a command, somebody who deploys.
    void disturb() {
        long at = 0;
        for (int others = choices.below(6); others > 0; others--) {
            at += world.weather().gap();
            int what = choices.below(3);
            world.timeline().after(at, () -> {
                switch (what) {
                    case 0 -> compact(choices.oneOf("", "p=a", "p=b"));
                    case 1 -> sweep();
                    default -> deploy();
                }
            });
        }
    }

    /// Processes are stopped and begin again with the configuration of the time.
    void deploy() {
        services.forEach(Service::restart);
    }

    /// One who works.
    record Hand(Actor actor, SimulatedQueue slices, SimulatedQueue requests, Pipeline pipeline) {
        /// The messages that it sent.
        Set<String> sent() {
            return Stream.of(slices, requests)
                    .flatMap(queue -> queue.sent().stream())
                    .collect(Collectors.toSet());
        }
    }

    Hand hand(String role) {
        var skew = Duration.ofSeconds(world.weather().isCalm() ? 0 : choices.oneOf(0, 0, 0, 1, -1, 600, -600));
        var actor = new Actor(role + "-" + ++actors, world.timeline(), skew);
        var slices = new SimulatedQueue(world.ingest(), world, actor, slice -> {}, done -> {});
        var requests = new SimulatedQueue(world.merge(), world, actor, merge -> meanwhile(), done -> {});
        var pipeline = new Pipeline(
                config(),
                new SimulatedStore(world.memory(), world.network(), actor, world.watch()),
                new Pipeline.Queues(slices::send, requests::send),
                new Ingest.Settings(actor, () -> actor.name() + "-" + ++attempts, actor, BUFFER_BYTES));
        return new Hand(actor, slices, requests, pipeline);
    }

    /// The configuration that is in force; while a deployment is on its way, one of the two.
    private Config config() {
        var settings = world.settings();
        return world.weather().isCalm() ? settings.young() : choices.oneOf(settings.old(), settings.young());
    }

    private void ingest(Received message) {
        var hand = hand("ingest");
        start(hand, hand.pipeline().ingest().handle(message.body(), message.trace(), timeIsUp()), done -> {
            acknowledged(hand, message);
            acknowledge(world.ingest(), message);
        });
    }

    /// Every other function has so little time that it sees half of what it reads. That is not chosen, so that a run makes the
    /// same choices whether a survey is handed on or not.
    private BooleanSupplier timeIsUp() {
        var buffers = new AtomicInteger();
        return actors % 2 == 1 ? () -> buffers.getAndIncrement() > 0 : () -> false;
    }

    /// A message was handled and is about to be removed.
    void acknowledged(Hand hand, Received message) {
        switch (Messages.readIngest(message.body())) {
            case IngestMessage.Survey(SurveyTask task) -> world.watch().surveyed(hand.actor(), task, hand.sent());
            case IngestMessage.Slice(SliceTask task) ->
                acknowledged(hand, world.sources().of(SliceId.of(task)).orElseThrow());
            case IngestMessage.Verdict(VerdictTask task) -> world.watch().ended(hand.actor(), task, hand.sent());
            case IngestMessage.Notified _ ->
                acknowledged(hand, landing.of(message.body()).orElseThrow());
        }
    }

    private void acknowledged(Hand hand, Sources.Version version) {
        world.watch().acknowledged(hand.actor(), version, hand.sent());
    }

    private void merge(Received message) {
        meanwhile();
        var hand = hand("compact");
        start(
                hand,
                hand.pipeline().merge().handle(message.body(), message.trace(), deadline(hand)),
                done -> acknowledge(world.merge(), message));
    }

    private static Instant deadline(Hand hand) {
        return hand.actor().instant().plus(TIME_LIMIT);
    }

    private void acknowledge(Mailbox mailbox, Received message) {
        boolean lost = !world.weather().isCalm() && choices.below(20) == 1;
        if (!lost) {
            // A FIFO queue refuses the handle of a delivery that is over.
            mailbox.acknowledge(message).onFailure().recoverWithNull().await().indefinitely();
        }
    }

    private void compact(String partition) {
        meanwhile();
        var hand = hand("compact");
        var dataset = hand.pipeline().datasets().all().getFirst();
        var what = new MergeRequest(Sources.DATASET, partition);
        start(hand, hand.pipeline().compact().compact(what, dataset, deadline(hand)), done -> {});
    }

    void sweep() {
        var hand = hand("sweep");
        start(hand, hand.pipeline().sweep(), done -> {});
    }

    private <T> void start(Hand hand, Uni<T> work, Consumer<T> done) {
        var actor = hand.actor();
        var history = world.history();
        history.add(actor, "begins", "", "");
        var running = work.subscribe()
                .with(
                        result -> {
                            history.add(actor, "is done", "", history.isKept() ? result.toString() : "");
                            done.accept(result);
                        },
                        failure -> history.add(actor, "fails", "", history.isKept() ? failure.toString() : ""));
        if (!world.weather().isCalm() && choices.below(20) == 1) {
            actor.after(world.weather().gap(), () -> {
                history.add(actor, "is called off", "", "");
                running.cancel();
            });
        }
    }

    /// Something else begins about when the table changes: a query, or, where cold parts are rewritten and a query may notice
    /// it, a sweep that does so.
    private void meanwhile() {
        int splits = choices.oneOf(0, 0, 1, 2, 5);
        int wait = choices.below(400);
        if (world.settings().settles()) {
            world.timeline().after(wait, this::sweep);
        } else if (choices.below(2) == 1) {
            var actor = new Actor("query-" + ++actors, world.timeline(), Duration.ZERO);
            actor.after(wait, () -> query(actor, splits));
        }
    }

    private void query(Actor actor, int splits) {
        var query = splits == 0
                ? world.reader().readByLength(actor)
                : world.reader().readBySplits(actor, splits);
        world.history().add(actor, "begins", splits == 0 ? "by length" : "by splits", "");
        query.subscribe()
                .with(
                        done -> world.history().add(actor, "is done", "", ""),
                        failure -> world.watch().report(new Violation(actor.name() + ": " + failure)));
    }
}
