package io.lamella.pipeline;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CancellationException;

/// Whether somebody still waits for a piece of work that must not be cut off: what it holds would be freed under the hands of the thread
/// that works on it, and what it had begun could still take effect without that.
final class Wanted {
    private final String what;
    private volatile boolean abandoned;

    /// @param what is done, for the message
    Wanted(String what) {
        this.what = what;
    }

    /// The work. Whoever waits for it may cancel: then it goes on until it asks whether it is wanted, and fails there.
    <T> Uni<T> run(Uni<T> work) {
        return Uni.createFrom().emitter(waiting -> {
            waiting.onTermination(() -> abandoned = true);
            work.subscribe().with(waiting::complete, waiting::fail);
        });
    }

    /// @throws CancellationException if nobody waits any more
    void require() {
        if (abandoned) {
            throw new CancellationException(what + " was given up, for nobody waits for it any more");
        }
    }
}
