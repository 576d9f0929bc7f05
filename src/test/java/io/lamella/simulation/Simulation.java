package io.lamella.simulation;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.MemoryStore;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MergeRequests;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One run of the whole pipeline: objects land, workers come and go, things go wrong, and at last all is quiet.
final class Simulation {
    private static final LakeKeys KEYS = new LakeKeys("");
    private static final Duration VISIBILITY = Duration.ofMinutes(5);
    private static final Duration TIME_LIMIT = Duration.ofMinutes(15);
    private static final int MAX_DELIVERIES = 4;
    private static final long BUFFER_BYTES = 1024 * 1024;

    /// A run that makes more calls than this never ends.
    private static final int MAX_CALLS = 20_000;

    /// Rounds of redelivery, sweep and compaction after which everything has to be in its place. Some things are only swept
    /// when they are a day old, which they are at the second.
    private static final int MIN_ROUNDS = 2;

    private static final int MAX_ROUNDS = 8;

    private final Choices choices;
    private final Timeline timeline = new Timeline();
    private final Weather weather;
    private final History history;
    private final Network network;
    private final Settings settings;
    private final MemoryStore memory;
    private final MemoryQueue ingestQueue;
    private final MemoryQueue mergeQueue;
    private final MemoryQueue ingestDeadLetters;
    private final MemoryQueue mergeDeadLetters;
    private final Trigger ingestTrigger;
    private final Trigger mergeTrigger;
    private final Sources sources = new Sources();
    private final Watch watch;
    private final TableReader reader;
    private final Map<String, Sources.Version> notifications = new HashMap<>();
    private int actors;
    private int attempts;

    /// @param violation what did not hold; empty if everything did
    /// @param decisions that lead to the same again
    record Outcome(
            Optional<String> violation,
            long calls,
            long crashes,
            long fingerprint,
            List<String> history,
            int[] decisions) {}

    /// @param kept whether the history is told, which takes time
    static Outcome run(Choices choices, boolean kept) {
        var simulation = new Simulation(choices, kept);
        Optional<String> violation = Optional.empty();
        try {
            simulation.run();
        } catch (Violation found) {
            violation = Optional.of(String.valueOf(found.getMessage()));
        }
        var history = simulation.history;
        return new Outcome(
                violation, history.calls(), history.crashes(), history.fingerprint(), history.lines(), choices.taken());
    }

    private Simulation(Choices choices, boolean kept) {
        this.choices = choices;
        weather = new Weather(choices);
        history = new History(timeline, kept);
        network = new Network(timeline, weather, history);
        settings = Settings.of(choices);
        memory = new MemoryStore(timeline, 1_000, choices.oneOf(64 * 1024, 500, 2_000));
        watch = new Watch(memory, KEYS, sources);
        reader = new TableReader(memory, KEYS, sources, network);
        ingestDeadLetters = new MemoryQueue(QueueSettings.standard("ingest-dead"), timeline);
        mergeDeadLetters = new MemoryQueue(QueueSettings.fifo("merge-dead"), timeline);
        ingestQueue = new MemoryQueue(
                QueueSettings.standard("ingest")
                        .withVisibility(VISIBILITY)
                        .withDeadLetters(ingestDeadLetters, MAX_DELIVERIES),
                timeline);
        mergeQueue = new MemoryQueue(
                QueueSettings.fifo("merge")
                        .withVisibility(VISIBILITY)
                        .withDelay(new MergeRequests(settings.old().lake().interval()).queueDelay())
                        .withDeadLetters(mergeDeadLetters, MAX_DELIVERIES),
                timeline);
        ingestTrigger = new Trigger(ingestQueue, timeline, weather, this::ingest);
        mergeTrigger = new Trigger(mergeQueue, timeline, weather, this::merge);
    }

    private void run() {
        land();
        disturb();
        untilIdle();
        weather.clear();
        for (int round = 0; round < MIN_ROUNDS || !isQuiet(); round++) {
            if (round == MAX_ROUNDS) {
                throw new Violation("all goes well for days now, and still there is work left: " + leftovers());
            }
            redrive();
            untilIdle();
            timeline.pass(round == 0 ? Duration.ofMinutes(20) : Duration.ofHours(25));
            sweep();
            untilIdle();
        }
        new Finish(memory, KEYS, sources, watch).check();
        history.note("", "three months later");
        timeline.pass(Duration.ofDays(90));
        for (var body : List.copyOf(notifications.keySet())) {
            if (choices.below(4) == 1) {
                notify(body);
            }
        }
        untilIdle();
        timeline.pass(Duration.ofMinutes(20));
        sweep();
        untilIdle();
        new Finish(memory, KEYS, sources, watch).check();
    }

    private void untilIdle() {
        while (timeline.next(Duration.ofDays(2).toMillis())) {
            watch.violation().ifPresent(found -> {
                throw found;
            });
            if (history.calls() > MAX_CALLS) {
                throw new Violation("after " + MAX_CALLS + " calls there is no end");
            }
        }
    }

    // What comes from outside.

    private void land() {
        long at = 0;
        for (int objects = 1 + choices.below(6); objects > 0; objects--) {
            var draft = sources.draft(choices);
            var key = "in/" + objects + ".csv";
            at += gap();
            timeline.after(at, () -> land(key, draft));
            if (choices.below(12) == 1) {
                land(key, at);
            }
        }
    }

    /// The object is overwritten by another, or deleted, and perhaps it comes back.
    private void land(String key, long at) {
        var other = sources.draft(choices);
        boolean deleted = choices.below(2) == 1;
        timeline.after(at + gap(), () -> {
            if (deleted) {
                history.note("", "source object " + key + " is deleted");
                memory.delete(List.of(new Location(Sources.BUCKET, key)))
                        .await()
                        .indefinitely();
            } else {
                land(key, other);
            }
        });
    }

    private void land(String key, Sources.Draft draft) {
        var etag = memory.put(new Location(Sources.BUCKET, key), draft.bytes(), Condition.ALWAYS)
                .await()
                .indefinitely();
        var version = sources.landed(draft, key, etag);
        history.note("", "source object " + key + " lands with " + draft.rows() + " rows and " + draft.bad() + " bad");
        var body = notification(version);
        notifications.put(body, version);
        for (int copies = 1 + choices.oneOf(0, 0, 1, 2); copies > 0; copies--) {
            timeline.after(choices.oneOf(10, 3_000, 600_000, 10 * 3_600_000), () -> notify(body));
        }
    }

    private static String notification(Sources.Version version) {
        var source = version.task().source();
        return """
                {"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"%s"},\
                "object":{"key":"%s","size":%d,"eTag":"%s","sequencer":"01"}}}]}""".formatted(source.bucket(), source.key(), source.size(), source.etag());
    }

    private void notify(String body) {
        ingestQueue.send(new Outgoing(body, Optional.empty())).await().indefinitely();
        ingestTrigger.wake();
    }

    /// In milliseconds.
    private long gap() {
        return choices.oneOf(20, 300, 3_000, 60_000, 900_000);
    }

    /// Others at work: a second compactor, a sweeper, somebody who runs a command by hand.
    private void disturb() {
        long at = 0;
        for (int actors = choices.below(6); actors > 0; actors--) {
            at += gap();
            boolean sweeps = choices.below(3) == 1;
            timeline.after(at, () -> {
                if (sweeps) {
                    sweep();
                } else {
                    compact(choices.oneOf("", "p=a", "p=b"));
                }
            });
        }
    }

    // Actors.

    private record Worker(Actor actor, SimulatedQueue requests, Pipeline pipeline) {}

    /// A actor with the configuration that is in force; while a deployment is on its way, with one of the two.
    private Worker worker(String role) {
        var config = weather.isCalm() ? settings.young() : choices.oneOf(settings.old(), settings.young());
        return worker(role, config);
    }

    private Worker worker(String role, Config config) {
        var skew = Duration.ofSeconds(weather.isCalm() ? 0 : choices.oneOf(0, 0, 0, 1, -1, 600, -600));
        var actor = new Actor(role + "-" + ++actors, timeline, skew);
        var store = new SimulatedStore(memory, network, actor, watch);
        var requests = new SimulatedQueue(mergeQueue, network, actor, mergeTrigger::wake);
        var pipeline = new Pipeline(
                config,
                store,
                requests,
                new Ingest.Settings(actor, () -> actor.name() + "-" + ++attempts, actor, BUFFER_BYTES));
        return new Worker(actor, requests, pipeline);
    }

    private void ingest(Received message) {
        var worker = worker("ingest");
        start(worker, worker.pipeline().ingest().handle(message.body()), done -> {
            watch.acknowledged(
                    worker.actor(),
                    notifications.get(message.body()),
                    worker.requests().sent());
            acknowledge(ingestQueue, message);
        });
    }

    private void merge(Received message) {
        query();
        var worker = worker("compact");
        start(
                worker,
                worker.pipeline()
                        .merge()
                        .handle(message.body(), worker.actor().instant().plus(TIME_LIMIT)),
                done -> acknowledge(mergeQueue, message));
    }

    private void compact(String partition) {
        query();
        var worker = worker("compact");
        var dataset = worker.pipeline().datasets().all().getFirst();
        start(
                worker,
                worker.pipeline()
                        .compact()
                        .compact(
                                new MergeRequest(Sources.DATASET, partition),
                                dataset,
                                worker.actor().instant().plus(TIME_LIMIT)),
                done -> {});
    }

    private void sweep() {
        var worker = worker("sweep");
        start(worker, worker.pipeline().sweep(), done -> {});
    }

    /// A query begins about when the table changes.
    private void query() {
        int splits = choices.oneOf(0, 0, 1, 2, 5);
        if (choices.below(2) == 0) {
            return;
        }
        var actor = new Actor("query-" + ++actors, timeline, Duration.ZERO);
        actor.after(choices.below(2_000), () -> {
            var query = splits == 0 ? reader.readByLength(actor) : reader.readBySplits(actor, splits);
            history.add(actor, "begins", splits == 0 ? "by length" : "by splits", "");
            query.subscribe()
                    .with(
                            done -> history.add(actor, "is done", "", ""),
                            failure -> watch.report(new Violation(actor.name() + ": " + failure)));
        });
    }

    private <T> void start(Worker worker, Uni<T> work, java.util.function.Consumer<T> done) {
        var actor = worker.actor();
        history.add(actor, "begins", "", "");
        work.subscribe()
                .with(
                        result -> {
                            history.add(actor, "is done", "", history.isKept() ? result.toString() : "");
                            done.accept(result);
                        },
                        failure -> history.add(actor, "fails", "", history.isKept() ? failure.toString() : ""));
    }

    private void acknowledge(MemoryQueue queue, Received message) {
        boolean lost = !weather.isCalm() && choices.below(20) == 1;
        if (!lost) {
            // A FIFO queue refuses the handle of a delivery that is over.
            queue.acknowledge(message).onFailure().recoverWithNull().await().indefinitely();
        }
    }

    // The end.

    private boolean isQuiet() {
        return ingestQueue.depth() + ingestQueue.inFlight() == 0
                && mergeQueue.depth() + mergeQueue.inFlight() == 0
                && unhandled() == 0
                && leftovers().isEmpty();
    }

    /// Dead letters that are no refused objects.
    private long unhandled() {
        return ingestDeadLetters.waiting().stream()
                        .filter(body -> !isRefused(notifications.get(body)))
                        .count()
                + mergeDeadLetters.depth();
    }

    private boolean isRefused(Sources.Version version) {
        return watch.receipt(version)
                .filter(receipt -> receipt.outcome() == io.lamella.core.table.Receipt.Outcome.REFUSED)
                .isPresent();
    }

    private List<String> leftovers() {
        var left = new ArrayList<String>();
        memory.list(Settings.LAKE, "staged/")
                .subscribe()
                .with(info -> left.add(info.location().key()));
        memory.listUploads(Settings.LAKE, "").subscribe().with(upload -> left.add(upload.toString()));
        return left;
    }

    /// The dead letters are sent back, as whoever looks after the pipeline does when the fault is mended.
    private void redrive() {
        move(ingestDeadLetters, body -> new Outgoing(body, Optional.empty()), ingestQueue);
        ingestTrigger.wake();
        for (int i = mergeDeadLetters.depth(); i > 0; i--) {
            var dead = mergeDeadLetters.receive(1, Duration.ZERO).await().indefinitely();
            dead.forEach(
                    message -> mergeDeadLetters.acknowledge(message).await().indefinitely());
        }
        mergeTrigger.wake();
    }

    private static void move(MemoryQueue from, Function<String, Outgoing> message, MemoryQueue to) {
        for (int i = from.depth(); i > 0; i--) {
            for (var received : from.receive(1, Duration.ZERO).await().indefinitely()) {
                to.send(message.apply(received.body())).await().indefinitely();
                from.acknowledge(received).await().indefinitely();
            }
        }
    }
}
