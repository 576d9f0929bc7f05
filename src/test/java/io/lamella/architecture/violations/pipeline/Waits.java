package io.lamella.architecture.violations.pipeline;

import io.lamella.architecture.Breaks;
import io.lamella.architecture.Rule;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Waits in every way there is. None of it is ever run: the rule has to find each.
final class Waits {

    @Breaks(Rule.ONLY_ENTRY_WAITS)
    String await(Uni<String> uni) {
        return uni.await().indefinitely();
    }

    @Breaks(Rule.ONLY_ENTRY_WAITS)
    Iterable<String> asIterable(Multi<String> multi) {
        return multi.subscribe().asIterable();
    }

    @Breaks(Rule.ONLY_ENTRY_WAITS)
    Stream<String> asStream(Multi<String> multi) {
        return multi.subscribe().asStream();
    }

    @Breaks(Rule.ONLY_ENTRY_WAITS)
    String get(Future<String> future) throws ExecutionException, InterruptedException {
        return future.get();
    }

    @Breaks(Rule.ONLY_ENTRY_WAITS)
    String getOfSubtype(CompletableFuture<String> future) throws ExecutionException, InterruptedException {
        return future.get();
    }

    @Breaks(Rule.ONLY_ENTRY_WAITS)
    String join(CompletableFuture<String> future) {
        return future.join();
    }

    @Breaks(Rule.ONLY_ENTRY_WAITS)
    void sleep() throws InterruptedException {
        Thread.sleep(1);
    }

    @Breaks(Rule.ONLY_ENTRY_WAITS)
    void sleepByUnit() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }
}
