package io.lamella.entry.wiring;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;

/// Waits for what has to be known before the work can begin.
final class Startup {
    /// Long enough to be answered after a lost packet or two, and no reason to keep a container that reaches nothing.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Startup() {}

    /// @param call what is asked, by name
    /// @param failure makes the exception that says that no answer came
    static <T> T answer(Uni<T> asked, Duration patience, String call, Function<String, RuntimeException> failure) {
        return asked.ifNoItem()
                .after(patience)
                .failWith(() -> failure.apply(call + " was not answered within " + patience.toSeconds()
                        + " s. Check the way there, the endpoint and the region, and start again"))
                .await()
                .indefinitely();
    }
}
