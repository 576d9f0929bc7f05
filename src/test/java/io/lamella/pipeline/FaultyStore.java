package io.lamella.pipeline;

import io.lamella.core.event.ByteRange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A store in front of another, in which something else happens right before or right after a call takes effect: another
/// actor's work, a failure, a lost answer (a failure after the effect), or the end of the actor that made the call.
public final class FaultyStore implements ObjectStore {
    private final ObjectStore store;
    private final List<Rule> rules = new ArrayList<>();
    private final Set<Call> held = EnumSet.noneOf(Call.class);
    private final List<Runnable> waiting = new ArrayList<>();
    private int momentsLeft = Integer.MAX_VALUE;
    private int moments;

    public FaultyStore(ObjectStore store) {
        this.store = store;
    }

    public enum Call {
        HEAD,
        GET,
        READ,
        STREAM,
        PUT,
        DELETE,
        LIST,
        CREATE_UPLOAD,
        UPLOAD_PART,
        COPY_PART,
        COMPLETE,
        ABORT,
        LIST_UPLOADS
    }

    public enum When {
        BEFORE,
        AFTER
    }

    /// @param key what the key of the object begins with
    private record Rule(When when, Call call, String key, boolean once, Runnable action) {}

    /// The actor is gone: every further call fails with this.
    public static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Runs something at the next such call.
    public void once(When when, Call call, String key, Runnable action) {
        rules.add(new Rule(when, call, key, true, action));
    }

    /// Runs something at every such call.
    public void always(When when, Call call, String key, Runnable action) {
        rules.add(new Rule(when, call, key, false, action));
    }

    /// Lets such calls wait until [#release].
    public void hold(Call call) {
        held.add(call);
    }

    /// Makes the calls that wait, and waits no more.
    public void release() {
        held.clear();
        List.copyOf(waiting).forEach(Runnable::run);
    }

    public static Runnable failure(StoreException.Reason reason) {
        return () -> {
            throw new StoreException(reason, "a fault of the test: " + reason);
        };
    }

    /// Ends the actor at the n-th moment from now, counted from 0; each call has two, before and after it takes effect.
    public void crashAt(int moment) {
        momentsLeft = moment;
    }

    public Runnable crash() {
        return () -> {
            momentsLeft = 0;
            throw new CrashException();
        };
    }

    /// Moments passed so far.
    public int moments() {
        return moments;
    }

    /// A moment of a call to something else than the store.
    void pass(String what) {
        pass(When.BEFORE, Call.PUT, what);
    }

    private void pass(When when, Call call, String key) {
        if (momentsLeft == 0) {
            throw new CrashException();
        }
        momentsLeft--;
        moments++;
        for (var rule : List.copyOf(rules)) {
            if (rule.when() == when && rule.call() == call && key.startsWith(rule.key())) {
                if (rule.once()) {
                    rules.remove(rule);
                }
                rule.action().run();
            }
        }
    }

    private <T extends @Nullable Object> Uni<T> uni(Call call, String key, Supplier<Uni<T>> made) {
        Uni<T> now = Uni.createFrom().deferred(() -> {
            pass(When.BEFORE, call, key);
            return made.get().invoke(() -> pass(When.AFTER, call, key));
        });
        return Uni.createFrom().deferred(() -> held.contains(call) ? released().chain(() -> now) : now);
    }

    private Uni<Void> released() {
        return Uni.createFrom().emitter(call -> waiting.add(() -> call.complete(null)));
    }

    private <T> Multi<T> multi(Call call, String key, Supplier<Multi<T>> made) {
        return Multi.createFrom().deferred(() -> {
            pass(When.BEFORE, call, key);
            return made.get().onCompletion().invoke(() -> pass(When.AFTER, call, key));
        });
    }

    @Override
    public int minPartBytes() {
        return store.minPartBytes();
    }

    @Override
    public Uni<ObjectInfo> head(Location location) {
        return uni(Call.HEAD, location.key(), () -> store.head(location));
    }

    @Override
    public Uni<Content> get(Location location) {
        return uni(Call.GET, location.key(), () -> store.get(location));
    }

    @Override
    public Uni<ByteBuffer> read(Location location, ByteRange range, String etag) {
        return uni(Call.READ, location.key(), () -> store.read(location, range, etag));
    }

    @Override
    public Multi<ByteBuffer> stream(Location location, ByteRange range, String etag) {
        return multi(Call.STREAM, location.key(), () -> store.stream(location, range, etag));
    }

    @Override
    public Uni<String> put(Location location, ByteBuffer content, Condition condition) {
        return uni(Call.PUT, location.key(), () -> store.put(location, content, condition));
    }

    @Override
    public Uni<Void> delete(Collection<Location> locations) {
        var first = locations.stream().map(Location::key).findFirst().orElse("");
        return uni(Call.DELETE, first, () -> store.delete(locations));
    }

    @Override
    public Uni<Void> delete(Location location, String etag) {
        return uni(Call.DELETE, location.key(), () -> store.delete(location, etag));
    }

    @Override
    public Multi<ObjectInfo> list(String bucket, String prefix) {
        return multi(Call.LIST, prefix, () -> store.list(bucket, prefix));
    }

    @Override
    public Uni<Upload> createUpload(Location target) {
        return uni(Call.CREATE_UPLOAD, target.key(), () -> store.createUpload(target));
    }

    @Override
    public Uni<Upload.Part> uploadPart(Upload upload, int number, ByteBuffer content) {
        return uni(Call.UPLOAD_PART, upload.target().key(), () -> store.uploadPart(upload, number, content));
    }

    @Override
    public Uni<Upload.Part> copyPart(Upload upload, int number, Location source, ByteRange range, String sourceEtag) {
        return uni(
                Call.COPY_PART, upload.target().key(), () -> store.copyPart(upload, number, source, range, sourceEtag));
    }

    @Override
    public Uni<String> complete(Upload upload, List<Upload.Part> parts, Condition condition) {
        return uni(Call.COMPLETE, upload.target().key(), () -> store.complete(upload, parts, condition));
    }

    @Override
    public Uni<Void> abort(Upload upload) {
        return uni(Call.ABORT, upload.target().key(), () -> store.abort(upload));
    }

    @Override
    public Multi<PendingUpload> listUploads(String bucket, String prefix) {
        return multi(Call.LIST_UPLOADS, prefix, () -> store.listUploads(bucket, prefix));
    }
}
