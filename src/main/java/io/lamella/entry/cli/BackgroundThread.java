package io.lamella.entry.cli;

import io.lamella.core.parquet.Background;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A thread beside the caller's, where there is a processor for it; else work is done at once. It ends when this is closed, and then
/// has done all that was begun.
final class BackgroundThread implements Background, AutoCloseable {
    private final ExecutorService thread;
    private final boolean isBeside;

    /// @param name of the thread
    BackgroundThread(String name) {
        this(name, Runtime.getRuntime().availableProcessors());
    }

    BackgroundThread(String name, int processors) {
        thread =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).factory());
        isBeside = processors > 1;
    }

    @Override
    public Runnable begin(Runnable work) {
        if (!isBeside) {
            return NONE.begin(work);
        }
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
