package io.lamella.pipeline.load;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Batches of many row groups, which are read and decoded side by side and handed out in order.
///
/// As many row groups are begun as have room in a budget of bytes: what was fetched, and what was decoded and waits to be asked
/// for. Beyond it, only the row group whose turn it is goes on, a batch at a time. So memory is bounded however slow the reader is:
/// by the budget, a batch for each thread, and one row group if that alone is larger than half of the budget.
///
/// @param <T> a batch
public final class OrderedBatches<T extends OrderedBatches.Weighed> implements AutoCloseable {
    private final Iterator<? extends Source<T>> sources;
    private final Executor compute;
    private final int threads;
    private final long budget;
    private final Deque<Slot> window = new ArrayDeque<>();
    private Optional<Source<T>> ahead = Optional.empty();
    private Optional<UniEmitter<? super Optional<T>>> reader = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private long held;
    private int decoding;
    private boolean closed;

    /// What takes memory until it is closed.
    public interface Weighed extends AutoCloseable {
        long bytes();

        @Override
        void close();
    }

    /// A row group that is still to be read.
    interface Source<T> {
        /// What fetching it takes.
        long bytes();

        Uni<Run<T>> fetch();
    }

    /// A row group that is being decoded, by one thread at a time.
    interface Run<T> {
        /// The next batch, empty at the end.
        Optional<T> next();
    }

    private final class Slot {
        private final Deque<T> ready = new ArrayDeque<>();
        private Optional<Run<T>> run = Optional.empty();
        private long fetched;
        private boolean busy = true;
        private boolean ended;
    }

    /// @param compute where row groups are decoded
    /// @param threads how many are decoded side by side
    /// @param budget in bytes
    OrderedBatches(Iterator<? extends Source<T>> sources, Executor compute, int threads, long budget) {
        this.sources = sources;
        this.compute = compute;
        this.threads = threads;
        this.budget = budget;
    }

    /// The next batch, which is the caller's to close; empty at the end. To be asked for one at a time.
    public Uni<Optional<T>> next() {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                if (reader.isPresent()) {
                    throw new IllegalStateException("a batch was asked for while another one is awaited");
                }
                reader = Optional.of(emitter);
            }
            goOn();
        });
    }

    /// Does what can be done now.
    private void goOn() {
        var todo = new ArrayList<Runnable>();
        synchronized (this) {
            answer(todo);
            if (!closed && failure.isEmpty()) {
                admit(todo);
                decode(todo);
            }
        }
        todo.forEach(Runnable::run);
    }

    private void answer(List<Runnable> todo) {
        if (reader.isEmpty()) {
            return;
        }
        var waiting = reader.get();
        if (closed || failure.isPresent()) {
            var reason = failure.orElseGet(() -> new IllegalStateException("the batches were closed"));
            reader = Optional.empty();
            todo.add(() -> waiting.fail(reason));
            return;
        }
        while (!window.isEmpty()
                && window.getFirst().ended
                && window.getFirst().ready.isEmpty()) {
            window.removeFirst();
        }
        if (window.isEmpty() ? upcoming().isEmpty() : !window.getFirst().ready.isEmpty()) {
            reader = Optional.empty();
            var batch = Optional.ofNullable(window.peekFirst()).map(head -> head.ready.removeFirst());
            held -= batch.map(Weighed::bytes).orElse(0L);
            todo.add(() -> waiting.complete(batch));
        }
    }

    private Optional<Source<T>> upcoming() {
        if (ahead.isEmpty() && sources.hasNext()) {
            ahead = Optional.of(sources.next());
        }
        return ahead;
    }

    private void admit(List<Runnable> todo) {
        for (var source = upcoming(); source.isPresent(); source = upcoming()) {
            var next = source.get();
            if (!window.isEmpty() && held + next.bytes() > budget / 2) {
                return;
            }
            ahead = Optional.empty();
            var slot = new Slot();
            slot.fetched = next.bytes();
            held += slot.fetched;
            window.addLast(slot);
            todo.add(() -> next.fetch()
                    .runSubscriptionOn(compute)
                    .invoke(run -> begin(slot, run))
                    .subscribe()
                    .with(run -> {}, this::fail));
        }
    }

    private void begin(Slot slot, Run<T> run) {
        synchronized (this) {
            slot.run = Optional.of(run);
            slot.busy = false;
        }
        goOn();
    }

    private void decode(List<Runnable> todo) {
        for (var slot : window) {
            boolean isNext = slot == window.getFirst() && slot.ready.isEmpty();
            if (!slot.busy && !slot.ended && decoding < threads && (held < budget || isNext)) {
                slot.busy = true;
                decoding++;
                todo.add(() -> compute.execute(() -> step(slot)));
            }
        }
    }

    private void step(Slot slot) {
        try {
            var batch = slot.run.orElseThrow().next();
            synchronized (this) {
                decoding--;
                slot.busy = false;
                if (closed) {
                    batch.ifPresent(Weighed::close);
                } else {
                    batch.ifPresentOrElse(one -> keep(slot, one), () -> end(slot));
                }
            }
            goOn();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void keep(Slot slot, T batch) {
        slot.ready.addLast(batch);
        held += batch.bytes();
    }

    private void end(Slot slot) {
        slot.ended = true;
        slot.run = Optional.empty();
        held -= slot.fetched;
    }

    private void fail(Throwable reason) {
        synchronized (this) {
            if (failure.isEmpty()) {
                failure = Optional.of(reason);
            }
        }
        goOn();
    }

    /// Gives up what was not handed out. What is being fetched comes to nothing.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            window.forEach(slot -> slot.ready.forEach(Weighed::close));
            window.clear();
        }
        goOn();
    }
}
