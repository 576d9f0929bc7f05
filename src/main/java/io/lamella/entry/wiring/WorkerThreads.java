package io.lamella.entry.wiring;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/// The threads of a long-running process. None of them keeps it alive.
///
/// @param compute where rows are decoded and encoded
/// @param timer for heartbeats and pauses; never for work
/// @param random safe for several threads
public record WorkerThreads(ExecutorService compute, ScheduledExecutorService timer, RandomGenerator random)
        implements AutoCloseable {

    static WorkerThreads open() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        return new WorkerThreads(
                Executors.newFixedThreadPool(
                        threads,
                        Thread.ofPlatform().name("lamella-", 0).daemon().factory()),
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("lamella-timer").daemon().factory()),
                new Random());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        compute.shutdownNow();
    }
}
