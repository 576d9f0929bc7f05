package io.lamella.pipeline;

import io.lamella.core.event.ByteRange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Counts what goes to a store and comes from it: requests, as S3 charges for them, and bytes. Retries inside an adapter are not
/// seen. Thread-safe.
public final class StoreMeter implements ObjectStore {
    /// What one request of S3 lists or deletes.
    private static final int AT_ONCE = 1_000;

    private final ObjectStore store;
    private final Map<Request, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder bytesCopied = new LongAdder();

    public StoreMeter(ObjectStore store) {
        this.store = store;
    }

    /// The kinds of requests, by S3's names.
    public enum Request {
        HEAD_OBJECT(Charge.GET),
        GET_OBJECT(Charge.GET),
        PUT_OBJECT(Charge.PUT),
        DELETE_OBJECT(Charge.NOTHING),
        DELETE_OBJECTS(Charge.NOTHING),
        LIST_OBJECTS(Charge.PUT),
        CREATE_MULTIPART_UPLOAD(Charge.PUT),
        UPLOAD_PART(Charge.PUT),
        UPLOAD_PART_COPY(Charge.PUT),
        COMPLETE_MULTIPART_UPLOAD(Charge.PUT),
        ABORT_MULTIPART_UPLOAD(Charge.NOTHING),
        LIST_MULTIPART_UPLOADS(Charge.PUT);

        private final Charge charge;

        Request(Charge charge) {
            this.charge = charge;
        }

        Charge charge() {
            return charge;
        }
    }

    /// What S3 charges a request as.
    enum Charge {
        /// PUT, COPY, POST or LIST.
        PUT,
        /// GET and all others.
        GET,
        NOTHING
    }

    /// What was counted so far.
    ///
    /// @param requests by kind, also those that failed
    /// @param bytesSent content of puts and parts, whether they succeeded or not
    /// @param bytesReceived content of objects, as far as it was asked for
    /// @param bytesCopied ranges copied inside the store
    public record Reading(Map<Request, Long> requests, long bytesSent, long bytesReceived, long bytesCopied) {
        public Reading {
            requests = Map.copyOf(requests);
        }

        public long requests(Request kind) {
            return requests.getOrDefault(kind, 0L);
        }

        public long allRequests() {
            return requests.values().stream().mapToLong(Long::longValue).sum();
        }

        /// What came since an earlier reading.
        public Reading since(Reading earlier) {
            var difference = new EnumMap<Request, Long>(Request.class);
            requests.forEach((kind, count) -> difference.put(kind, count - earlier.requests(kind)));
            return new Reading(
                    difference,
                    bytesSent - earlier.bytesSent,
                    bytesReceived - earlier.bytesReceived,
                    bytesCopied - earlier.bytesCopied);
        }
    }

    public Reading read() {
        var counts = new EnumMap<Request, Long>(Request.class);
        requests.forEach((kind, count) -> counts.put(kind, count.sum()));
        return new Reading(counts, bytesSent.sum(), bytesReceived.sum(), bytesCopied.sum());
    }

    @Override
    public int minPartBytes() {
        return store.minPartBytes();
    }

    @Override
    public Uni<ObjectInfo> head(Location location) {
        return count(Request.HEAD_OBJECT, store.head(location));
    }

    @Override
    public Uni<Content> get(Location location) {
        return count(Request.GET_OBJECT, store.get(location))
                .invoke(content -> bytesReceived.add(content.bytes().remaining()));
    }

    @Override
    public Uni<ByteBuffer> read(Location location, ByteRange range, String etag) {
        Uni<ByteBuffer> read = store.read(location, range, etag);
        return range.length() == 0
                ? read
                : count(Request.GET_OBJECT, read).invoke(bytes -> bytesReceived.add(bytes.remaining()));
    }

    @Override
    public Multi<ByteBuffer> stream(Location location, ByteRange range, String etag) {
        Multi<ByteBuffer> stream = store.stream(location, range, etag);
        return range.length() == 0
                ? stream
                : stream.onSubscription()
                        .invoke(() -> count(Request.GET_OBJECT))
                        .onItem()
                        .invoke(bytes -> bytesReceived.add(bytes.remaining()));
    }

    @Override
    public Uni<String> put(Location location, ByteBuffer content, Condition condition) {
        return count(Request.PUT_OBJECT, store.put(location, content, condition))
                .onSubscription()
                .invoke(() -> bytesSent.add(content.remaining()));
    }

    @Override
    public Uni<Void> delete(Collection<Location> locations) {
        return store.delete(locations).onSubscription().invoke(() -> {
            for (int i = 0; i < locations.size(); i += AT_ONCE) {
                count(Request.DELETE_OBJECTS);
            }
        });
    }

    @Override
    public Uni<Void> delete(Location location, String etag) {
        return store.delete(location, etag).onSubscription().invoke(() -> count(Request.DELETE_OBJECT));
    }

    @Override
    public Multi<ObjectInfo> list(String bucket, String prefix) {
        return countPages(Request.LIST_OBJECTS, store.list(bucket, prefix));
    }

    @Override
    public Uni<Upload> createUpload(Location target) {
        return count(Request.CREATE_MULTIPART_UPLOAD, store.createUpload(target));
    }

    @Override
    public Uni<Upload.Part> uploadPart(Upload upload, int number, ByteBuffer content) {
        return count(Request.UPLOAD_PART, store.uploadPart(upload, number, content))
                .onSubscription()
                .invoke(() -> bytesSent.add(content.remaining()));
    }

    @Override
    public Uni<Upload.Part> copyPart(Upload upload, int number, Location source, ByteRange range, String sourceEtag) {
        return count(Request.UPLOAD_PART_COPY, store.copyPart(upload, number, source, range, sourceEtag))
                .invoke(() -> bytesCopied.add(range.length()));
    }

    @Override
    public Uni<String> complete(Upload upload, List<Upload.Part> parts, Condition condition) {
        return count(Request.COMPLETE_MULTIPART_UPLOAD, store.complete(upload, parts, condition));
    }

    @Override
    public Uni<Void> abort(Upload upload) {
        return count(Request.ABORT_MULTIPART_UPLOAD, store.abort(upload));
    }

    @Override
    public Multi<PendingUpload> listUploads(String bucket, String prefix) {
        return countPages(Request.LIST_MULTIPART_UPLOADS, store.listUploads(bucket, prefix));
    }

    private void count(Request kind) {
        requests.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    }

    private <T> Uni<T> count(Request kind, Uni<T> call) {
        return call.onSubscription().invoke(() -> count(kind));
    }

    /// One request for the first items, or for none, and one more each time that they fill a page and another comes.
    private <T> Multi<T> countPages(Request kind, Multi<T> listing) {
        return Multi.createFrom().deferred(() -> {
            var items = new AtomicLong();
            return listing.onSubscription().invoke(() -> count(kind)).onItem().invoke(() -> {
                long before = items.getAndIncrement();
                if (before > 0 && before % AT_ONCE == 0) {
                    count(kind);
                }
            });
        });
    }
}
