package io.lamella.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What goes on beside a test, again and again. Where it fails, whoever waits for it fails, too.
final class Background implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(200);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    /// A step that may fail.
    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }

    /// A condition that may fail to be found out.
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    /// Takes a step again and again, and answers what ends that.
    Runnable every(Duration pause, Step step) {
        var steps = timer.scheduleWithFixedDelay(() -> take(step), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return () -> steps.cancel(false);
    }

    private void take(Step step) {
        try {
            step.take();
        } catch (Exception | AssertionError e) {
            failed.completeExceptionally(e);
        }
    }

    /// Looks every now and then whether a condition holds, until it does or the time is over; answers whether it did.
    boolean until(Duration limit, Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            try {
                failed.get(STEP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Nothing failed.
            } catch (ExecutionException e) {
                throw new AssertionError(
                        "what goes on beside failed: " + e.getCause().getMessage(), e.getCause());
            }
        }
        return true;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
