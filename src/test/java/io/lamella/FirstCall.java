package io.lamella;

import io.smallrye.mutiny.Uni;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/// Makes the first call of Mutiny before any test: it sets up the propagation of contexts, and fails where two threads are the
/// first at once. In the application, Quarkus does so when it starts.
public final class FirstCall implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Uni.createFrom().item(() -> 0).await().indefinitely();
    }
}
