package io.lamella.simulation;

import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.QueueException;
import io.lamella.simulation.Network.Call;
import io.lamella.simulation.Weather.Kind;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// SQS as one actor sees it, behind the network.
final class SimulatedQueue implements MessageQueue {
    private final Mailbox mailbox;
    private final World world;
    private final Actor who;
    private final Consumer<Received> received;
    private final Consumer<Received> acknowledged;
    private final Set<String> sent = new HashSet<>();

    /// @param received is told of every message that reached the actor
    /// @param acknowledged is told of every message right before it is removed
    SimulatedQueue(
            Mailbox mailbox, World world, Actor who, Consumer<Received> received, Consumer<Received> acknowledged) {
        this.mailbox = mailbox;
        this.world = world;
        this.who = who;
        this.received = received;
        this.acknowledged = acknowledged;
    }

    private <T> Uni<T> call(String name, String what, Uni<T> effect) {
        return world.network().call(who, new Call(name, what, Kind.WRITE, QueueException::new), effect);
    }

    @Override
    public Uni<Void> send(Outgoing message) {
        return call("SEND", message.body(), mailbox.send(message).invoke(() -> sent.add(message.body())));
    }

    /// The bodies that this actor has sent, by messages that arrived.
    Set<String> sent() {
        return Set.copyOf(sent);
    }

    /// Whoever waits does so until there is something, but for those who give up at once.
    @Override
    public Uni<List<Received>> receive(int max, Duration wait) {
        return messages(max, wait).invoke(messages -> messages.forEach(received));
    }

    private Uni<List<Received>> messages(int max, Duration wait) {
        // From the moment on in which there was nothing.
        var arrival = new CompletableFuture<@Nullable Void>();
        var received = mailbox.receive(max, wait).invoke(messages -> {
            if (messages.isEmpty()) {
                mailbox.await(() -> who.after(0, () -> arrival.complete(null)));
            }
        });
        return call("RECEIVE", "", received)
                .chain(messages -> messages.isEmpty() && world.choices().below(8) != 1
                        ? Uni.createFrom().completionStage(arrival).chain(() -> messages(max, wait))
                        : Uni.createFrom().item(messages));
    }

    @Override
    public Uni<Void> acknowledge(Received message) {
        return call(
                "ACKNOWLEDGE",
                message.id(),
                Uni.createFrom()
                        .deferred(() -> mailbox.acknowledge(message))
                        .onSubscription()
                        .invoke(() -> acknowledged.accept(message)));
    }

    @Override
    public Uni<Void> extend(Received message, Duration visibility) {
        return call("EXTEND", message.id(), mailbox.extend(message, visibility));
    }
}
