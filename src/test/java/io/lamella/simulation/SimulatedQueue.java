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

/// SQS as one actor sees it, behind the network.
final class SimulatedQueue implements MessageQueue {
    private final MessageQueue queue;
    private final Network network;
    private final Actor who;
    private final Runnable wake;
    private final Set<String> sent = new HashSet<>();

    /// @param wake is told of every message that arrived
    SimulatedQueue(MessageQueue queue, Network network, Actor who, Runnable wake) {
        this.queue = queue;
        this.network = network;
        this.who = who;
        this.wake = wake;
    }

    private Uni<Void> write(String name, String body, Uni<Void> effect) {
        return network.call(who, new Call(name, body, Kind.WRITE, QueueException::new), effect);
    }

    @Override
    public Uni<Void> send(Outgoing message) {
        return write("SEND", message.body(), queue.send(message).invoke(() -> {
            sent.add(message.body());
            wake.run();
        }));
    }

    /// The bodies that this actor has sent, by messages that arrived.
    Set<String> sent() {
        return Set.copyOf(sent);
    }

    @Override
    public Uni<List<Received>> receive(int max, Duration wait) {
        throw new UnsupportedOperationException("messages are brought to the actors");
    }

    @Override
    public Uni<Void> acknowledge(Received message) {
        return write("ACKNOWLEDGE", message.id(), queue.acknowledge(message));
    }

    @Override
    public Uni<Void> extend(Received message, Duration visibility) {
        return write("EXTEND", message.id(), queue.extend(message, visibility));
    }
}
