package io.lamella.simulation;

import io.lamella.core.event.IngestMessage;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One run of the whole pipeline: objects land, workers come and go, things go wrong, and at last all is quiet.
final class Simulation {
    /// A run that makes more calls than this never ends.
    private static final int MAX_CALLS = 100_000;

    /// No storm lasts longer. Where processes are killed more often than they come to an end, even a few hundred slices take weeks;
    /// whether work goes round is seen in calm.
    private static final int MAX_STORMY_CALLS = 50_000;

    /// What lies further away than this does not happen for now.
    private static final Duration HORIZON = Duration.ofDays(2);

    /// Rounds of redelivery, sweep and compaction after which everything has to be in its place. Some things are only swept
    /// when they are a day old, which they are at the second; some take turns for a day.
    private static final int MIN_ROUNDS = 2;

    private static final int MAX_ROUNDS = 8 + 2 * 97;

    private final World world;
    private final Landing landing;
    private final Crew crew;

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
        var world = World.of(choices, kept);
        Optional<String> violation = Optional.empty();
        try {
            new Simulation(world).run();
        } catch (Violation found) {
            violation = Optional.of(String.valueOf(found.getMessage()));
        }
        var history = world.history();
        return new Outcome(
                violation, history.calls(), history.crashes(), history.fingerprint(), history.lines(), choices.taken());
    }

    private Simulation(World world) {
        this.world = world;
        this.landing = new Landing(world);
        this.crew = new Crew(world, landing);
    }

    private void run() {
        crew.begin();
        landing.begin();
        crew.disturb();
        untilIdle();
        world.weather().clear();
        crew.deploy();
        settle();
        finish();
        world.history().note("", "three months later");
        world.timeline().pass(Duration.ofDays(90));
        landing.haunt();
        untilIdle();
        world.timeline().pass(Duration.ofMinutes(20));
        crew.sweep();
        untilIdle();
        finish();
    }

    private void untilIdle() {
        while (world.timeline().next(HORIZON.toMillis())) {
            world.watch().violation().ifPresent(found -> {
                throw found;
            });
            if (world.history().calls() > MAX_STORMY_CALLS) {
                world.weather().clear();
            }
            if (world.history().calls() > MAX_CALLS) {
                throw new Violation("after " + MAX_CALLS + " calls there is no end");
            }
        }
    }

    /// Nothing goes wrong any more, and somebody looks after what is left.
    private void settle() {
        for (int round = 0; round < MIN_ROUNDS || !isQuiet(); round++) {
            if (round == MAX_ROUNDS) {
                throw new Violation("all goes well for days now, and still there is work left: " + leftovers());
            }
            world.ingest().redrive();
            world.merge().dropDeadLetters();
            untilIdle();
            world.timeline().pass(pause(round));
            crew.sweep();
            untilIdle();
        }
    }

    private static Duration pause(int round) {
        if (round == 0) {
            return Duration.ofMinutes(20);
        }
        return round < 8 ? Duration.ofHours(25) : Duration.ofMinutes(15);
    }

    private void finish() {
        new Finish(world, told()).check();
    }

    private boolean isQuiet() {
        return world.ingest().isEmpty()
                && world.merge().isEmpty()
                && world.merge().deadLetters().isEmpty()
                && world.ingest().deadLetters().stream().allMatch(this::isRefused)
                && leftovers().isEmpty();
    }

    private boolean isRefused(String body) {
        return version(body)
                .flatMap(world.watch()::receipt)
                .filter(receipt -> receipt.outcome() == Receipt.Outcome.REFUSED)
                .isPresent();
    }

    /// The objects that dead letters are about.
    private Set<Sources.Version> told() {
        return world.ingest().deadLetters().stream()
                .flatMap(body -> version(body).stream())
                .collect(Collectors.toSet());
    }

    /// What a message is about: an object, or a slice of one that counts by itself.
    private Optional<Sources.Version> version(String body) {
        return switch (Messages.readIngest(body)) {
            case IngestMessage.Slice(SliceTask task) ->
                world.sources().of(SliceId.of(task.trial().isPresent() ? task.whole() : task));
            case IngestMessage.Survey(SurveyTask task) ->
                world.sources().of(SliceId.of(task.rows().whole()));
            case IngestMessage.Verdict(VerdictTask task) -> world.sources().of(SliceId.of(task.whole()));
            case IngestMessage.Notified _ -> landing.of(body);
        };
    }

    /// What nobody will need.
    private List<String> leftovers() {
        var left = new ArrayList<String>();
        list(world.keys().prefix() + "staged/", left::add);
        list(world.keys().quarantine(Sources.DATASET), key -> {
            if (!world.watch()
                    .counts(world.keys().quarantineName(Sources.DATASET, key).orElseThrow())) {
                left.add(key);
            }
        });
        world.memory().listUploads(Settings.LAKE, "").subscribe().with(upload -> left.add(upload.toString()));
        return left;
    }

    private void list(String prefix, Consumer<String> each) {
        world.memory()
                .list(Settings.LAKE, prefix)
                .subscribe()
                .with(info -> each.accept(info.location().key()));
    }
}
