package io.lamella.pipeline;

import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Moves messages from a dead-letter queue back to their queue, each only when it is known why it was given up.
///
/// A message is sent first and removed then. Killed in between, it is in both queues, and is sent twice: one too many, like any that is
/// delivered twice.
public final class Redrive {
    private static final int BATCH = 10;
    private static final Duration WAIT = Duration.ofSeconds(2);

    /// So that a message that stays is hardly received again in the same run.
    private static final Duration HELD = Duration.ofMinutes(15);

    private final MessageQueue deadLetters;
    private final MessageQueue queue;
    private final Function<Received, Uni<DeadLetter>> why;
    private final Predicate<DeadLetter> selected;
    private final boolean dryRun;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Received> held = new LinkedHashMap<>();

    /// @param why tells of a message why it was given up
    /// @param selected which of those that can be moved are to be
    /// @param dryRun only tells
    public Redrive(
            MessageQueue deadLetters,
            MessageQueue queue,
            Function<Received, Uni<DeadLetter>> why,
            Predicate<DeadLetter> selected,
            boolean dryRun) {
        this.deadLetters = deadLetters;
        this.queue = queue;
        this.why = why;
        this.selected = selected;
        this.dryRun = dryRun;
    }

    /// What is, or in a dry run would be, done with a message.
    public record Moved(DeadLetter letter, Fate fate) {}

    public enum Fate {
        MOVED,
        /// It would be given up again.
        STAYED,
        NOT_SELECTED
    }

    /// Goes through the dead-letter queue once. To be called once.
    public Multi<Moved> run() {
        return Multi.createBy()
                .repeating()
                .uni(() -> deadLetters.receive(BATCH, WAIT))
                .whilst(messages -> !messages.isEmpty())
                .invoke(messages -> messages.forEach(this::hold))
                .onItem()
                .transformToMultiAndConcatenate(messages -> Multi.createFrom().iterable(messages))
                .onItem()
                .transformToUniAndConcatenate(message -> seen.add(message.id())
                        ? why.apply(message).chain(letter -> settle(message, letter))
                        : leave(message).chain(() -> Uni.createFrom().nullItem()))
                .onTermination()
                .call(this::giveBack);
    }

    /// Without its text, for there may be many.
    private void hold(Received message) {
        held.put(
                message.id(), new Received(message.id(), message.handle(), "", message.deliveries(), Optional.empty()));
    }

    private Uni<Moved> settle(Received message, DeadLetter letter) {
        var fate = fate(letter);
        if (fate == Fate.MOVED && !dryRun) {
            return queue.send(letter.sentAgain().orElseThrow())
                    .chain(() -> deadLetters.acknowledge(message))
                    .invoke(() -> held.remove(message.id()))
                    .replaceWith(new Moved(letter, fate));
        }
        return leave(message).replaceWith(new Moved(letter, fate));
    }

    private Uni<Void> leave(Received message) {
        return deadLetters.extend(message, HELD).onFailure().recoverWithNull();
    }

    private Fate fate(DeadLetter letter) {
        if (!selected.test(letter)) {
            return Fate.NOT_SELECTED;
        }
        return letter.sentAgain().isPresent() ? Fate.MOVED : Fate.STAYED;
    }

    private Uni<Void> giveBack() {
        return Multi.createFrom()
                .iterable(held.values())
                .onItem()
                .transformToUniAndConcatenate(message ->
                        deadLetters.extend(message, Duration.ZERO).onFailure().recoverWithNull())
                .onItem()
                .ignoreAsUni();
    }
}
