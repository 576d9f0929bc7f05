package io.lamella.entry.cli;

import io.lamella.core.parquet.Background;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A thread beside the caller's. It ends when this is closed, and then has done all that was begun.
final class BackgroundThread implements Background, AutoCloseable {
    private final ExecutorService thread;

    /// @param name of the thread
    BackgroundThread(String name) {
        thread =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
    }

    @Override
    public Runnable begin(Runnable work) {
        var begun = thread.submit(work);
        return () -> await(begun);
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while work was done in the background", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
