package io.lamella.pipeline;

import io.lamella.core.event.ByteRange;
import io.lamella.core.plan.CopyPlan;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes one object from bytes and from ranges of other objects, in order, and makes it visible in one step at the end.
///
/// What fits into one part is written by a single put; else by a multipart upload whose parts are sent while more is written.
/// Memory: one part that fills and [#PARTS_IN_FLIGHT] that are being sent. What the store copies beside them takes none. One call at a time;
/// each must have answered before the next is made. After a failure only [#abort] may follow.
public final class ObjectWriter {
    static final int PARTS_IN_FLIGHT = 2;
    /// Parts that are being sent or copied.
    private static final int MAX_IN_FLIGHT = 8;

    private static final int PARTS_OF_A_SIZE = ObjectStore.MAX_PARTS / 5;

    private static final int FIRST_BYTES = 64 * 1024;

    private final ObjectStore store;
    private final Location target;
    private final Wanted wanted;
    private final int minPartBytes;
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private final List<Upload.Part> parts = new ArrayList<>();
    private byte[] pending = {};
    private int pendingBytes;
    private int startBytes;
    private int lastNumber;
    private long heldBytes;
    private @Nullable Upload upload;

    /// @param held bytes of memory, until it has arrived
    private record InFlight(Uni<Upload.Part> part, int held) {}

    public ObjectWriter(ObjectStore store, Location target) {
        this.store = store;
        this.target = target;
        this.wanted = new Wanted("writing " + target);
        this.minPartBytes = store.minPartBytes();
    }

    /// Work that writes this object, and gives it up if that fails. Whoever waits for it may cancel: then it fails at its next call to
    /// this writer.
    ///
    /// @param abort frees what the work holds, and calls [#abort]
    public <T> Uni<T> orAbort(Uni<T> work, Supplier<Uni<Void>> abort) {
        return wanted.run(work.onFailure().call(failure -> abort.get()));
    }

    /// What is sent as the next part: the smallest that there may be, and of a very long object more, so that it does not need more
    /// parts than there may be. On S3, 5 MiB up to 9.8 GiB, and 146 GiB in all.
    private int partBytes() {
        return minPartBytes * (1 + lastNumber / PARTS_OF_A_SIZE);
    }

    Location target() {
        return target;
    }

    /// Bytes of memory held: the part that fills, and those on their way.
    long bufferedBytes() {
        return pending.length + heldBytes;
    }

    /// Appends bytes. The buffers may be used again once this has answered.
    public Uni<Void> write(List<ByteBuffer> buffers) {
        wanted.require();
        var rest = new ArrayDeque<ByteBuffer>();
        buffers.forEach(buffer -> rest.add(buffer.duplicate()));
        if (!fillPart(rest)) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(this::sendPending)
                .map(sent -> fillPart(rest))
                .repeat()
                .whilst(isFull -> isFull)
                .onItem()
                .ignoreAsUni();
    }

    /// Begins the object with bytes with which the objects begin, too, that are copied from afterwards. If the first copy stands right behind them,
    /// it brings them along, from its own source: else they would need a part of their own, which four bytes must not be.
    Uni<Void> start(List<ByteBuffer> buffers) {
        return write(buffers).invoke(() -> startBytes = pendingBytes);
    }

    /// Moves bytes into the part that fills, and answers whether more are left than it has room for.
    private boolean fillPart(Deque<ByteBuffer> rest) {
        while (!rest.isEmpty()) {
            take(rest.getFirst());
            if (rest.getFirst().hasRemaining()) {
                return true;
            }
            rest.removeFirst();
        }
        return false;
    }

    private void take(ByteBuffer buffer) {
        int partBytes = partBytes();
        int bytes = Math.min(buffer.remaining(), partBytes - pendingBytes);
        if (pendingBytes + bytes > pending.length) {
            int wanted = Math.max(pendingBytes + bytes, Math.max(FIRST_BYTES, 2 * pending.length));
            // Who has sent a part will fill the next.
            pending = Arrays.copyOf(pending, lastNumber == 0 ? Math.min(partBytes, wanted) : partBytes);
        }
        buffer.get(pending, pendingBytes, bytes);
        pendingBytes += bytes;
    }

    /// Appends a range of another object, by a copy inside the store wherever that is possible.
    public Uni<Void> copy(ObjectInfo source, ByteRange range) {
        wanted.require();
        if (upload == null && pendingBytes == startBytes && range.offset() == startBytes) {
            pendingBytes = 0;
            return copyNext(source, ByteRange.whole(range.end()));
        }
        return copyNext(source, range);
    }

    private Uni<Void> copyNext(ObjectInfo source, ByteRange range) {
        var plan = CopyPlan.of(range, source.size(), pendingBytes, store.minPartBytes());
        var read = readThrough(source, plan.readFirst());
        if (plan.copies().isEmpty()) {
            return read;
        }
        return read.chain(() -> pendingBytes == 0 ? begin() : sendPending())
                .chain(() -> Multi.createFrom()
                        .iterable(plan.copies())
                        .onItem()
                        .transformToUniAndConcatenate(piece ->
                                send(store.copyPart(begun(), ++lastNumber, source.location(), piece, source.etag()), 0))
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Void> readThrough(ObjectInfo source, ByteRange range) {
        if (range.length() == 0) {
            return Uni.createFrom().voidItem();
        }
        return store.stream(source.location(), range, source.etag())
                .onItem()
                .transformToUniAndConcatenate(bytes -> write(List.of(bytes)))
                .onItem()
                .ignoreAsUni();
    }

    /// Makes the object visible if the condition holds, and answers its ETag. If it fails, [#abort] frees what was uploaded.
    public Uni<String> finish(Condition condition) {
        wanted.require();
        if (upload == null) {
            return store.put(target, ByteBuffer.wrap(pending, 0, pendingBytes), condition);
        }
        var last = pendingBytes == 0 ? Uni.createFrom().voidItem() : sendPending();
        return last.chain(this::settleAll)
                .invoke(wanted::require)
                .chain(() -> store.complete(begun(), parts, condition));
    }

    /// Gives the object up. Never fails: what cannot be freed now, the sweeper frees later.
    public Uni<Void> abort() {
        pending = new byte[0];
        var begun = upload;
        if (begun == null) {
            return Uni.createFrom().voidItem();
        }
        // A part that arrives after the abort would stay for ever, so those on their way are waited for.
        return Multi.createFrom()
                .iterable(List.copyOf(inFlight))
                .onItem()
                .transformToUniAndConcatenate(
                        sent -> sent.part().replaceWithVoid().onFailure().recoverWithNull())
                .onItem()
                .ignoreAsUni()
                .chain(() -> store.abort(begun))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> sendPending() {
        return begin().chain(() -> {
            var content = ByteBuffer.wrap(pending, 0, pendingBytes);
            int held = pending.length;
            pending = new byte[0];
            pendingBytes = 0;
            return send(store.uploadPart(begun(), ++lastNumber, content), held);
        });
    }

    private Uni<Void> begin() {
        if (upload != null) {
            return Uni.createFrom().voidItem();
        }
        return store.createUpload(target).invoke(begun -> upload = begun).replaceWithVoid();
    }

    private Upload begun() {
        if (upload == null) {
            throw new IllegalStateException("no upload was begun for " + target);
        }
        return upload;
    }

    /// Sets a part on its way, and waits until there is room for the next.
    private Uni<Void> send(Uni<Upload.Part> part, int held) {
        var sent = part.memoize().indefinitely();
        inFlight.add(new InFlight(sent, held));
        heldBytes += held;
        sent.subscribe().with(done -> {}, failure -> {});
        return makeRoom();
    }

    private Uni<Void> makeRoom() {
        return inFlight.size() < MAX_IN_FLIGHT && heldBytes < (long) PARTS_IN_FLIGHT * partBytes()
                ? Uni.createFrom().voidItem()
                : settleOldest().chain(this::makeRoom);
    }

    private Uni<Void> settleOldest() {
        return inFlight.getFirst()
                .part()
                .invoke(part -> {
                    heldBytes -= inFlight.removeFirst().held();
                    parts.add(part);
                })
                .replaceWithVoid();
    }

    /// Waits until what is on its way has arrived, which frees its memory.
    Uni<Void> settleAll() {
        return inFlight.isEmpty() ? Uni.createFrom().voidItem() : settleOldest().chain(this::settleAll);
    }
}
