package io.lamella.entry.cli;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What has to be done before the process ends, on SIGTERM too. A shutdown hook of the JVM would be too late: Quarkus has one of
/// its own, and takes down beside it what is still needed.
@Singleton
final class Shutdown {
    private static final List<Runnable> BEFORE = new CopyOnWriteArrayList<>();

    /// Has something done before anything is taken down. It may take its time.
    static void before(Runnable work) {
        BEFORE.add(work);
    }

    void stop(@Observes ShutdownEvent event) {
        BEFORE.forEach(Runnable::run);
    }
}
