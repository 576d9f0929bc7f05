package io.lamella.pipeline;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.groups.MultiFlatten;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Work on the items of a stream, several at a time, in no order; the first failure ends it.
///
/// Mutiny's `merge` alone may lose a failure and complete, as if all had been done: it marks what failed as ended before it notes
/// why, and whoever ends in between finds that all have ended and none has failed. That takes a moment of bad luck, or the first
/// failure of a process, when classes are loaded in between (seen with Mutiny 3.1.1, as it is in 3.3.0; Reactor's did the same,
/// `reactor-core#2618`). So failures are noted here before Mutiny hears of them, and asked for at the end.
public final class Concurrently {
    private Concurrently() {}

    /// For [Multi#plug].
    ///
    /// @param atOnce how many items are worked on side by side
    /// @param work null results are left out
    public static <T, R> Function<Multi<T>, Multi<R>> each(int atOnce, Function<T, Uni<R>> work) {
        return each(work, results -> results.merge(atOnce));
    }

    /// @param merge may complete where it should have failed
    static <T, R> Function<Multi<T>, Multi<R>> each(
            Function<T, Uni<R>> work, Function<MultiFlatten<T, R>, Multi<R>> merge) {
        return items -> Multi.createFrom().deferred(() -> {
            var failure = new AtomicReference<Throwable>();
            var results = items.onItem()
                    .transformToUni(item -> Uni.createFrom()
                            .deferred(() -> work.apply(item))
                            .onFailure()
                            .invoke(failure::set));
            return merge.apply(results)
                    .onCompletion()
                    .call(() -> Optional.ofNullable(failure.get())
                            .map(Uni.createFrom()::<Void>failure)
                            .orElseGet(Uni.createFrom()::voidItem));
        });
    }
}
