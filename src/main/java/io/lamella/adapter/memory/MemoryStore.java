package io.lamella.adapter.memory;

import static io.lamella.pipeline.StoreException.Reason.REFUSED;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.Page;
import io.lamella.pipeline.PendingUpload;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Objects in memory, with the semantics of S3 and its limits. Every bucket exists.
///
/// A call takes effect, whole and before the next one, when it is subscribed to, and answers at once on the subscriber's
/// thread. It does nothing else and starts no thread, so that whoever delays, reorders or fails subscriptions, as a decorator of
/// [ObjectStore], decides every interleaving. Thread-safe.
public final class MemoryStore implements ObjectStore {
    private static final int S3_PAGE_SIZE = 1_000;
    private static final int STREAM_BUFFER_BYTES = 256 * 1024;

    private final InstantSource clock;
    private final int pageSize;
    private final int minPartBytes;
    private final Map<String, MemoryBucket> buckets = new HashMap<>();
    private long uploadsBegun;

    public MemoryStore(InstantSource clock) {
        this(clock, S3_PAGE_SIZE, MIN_PART_BYTES);
    }

    /// @param pageSize how many objects or uploads one request of a listing answers
    public MemoryStore(InstantSource clock, int pageSize) {
        this(clock, pageSize, MIN_PART_BYTES);
    }

    /// @param pageSize how many objects or uploads one request of a listing answers
    /// @param minPartBytes see [#minPartBytes]
    public MemoryStore(InstantSource clock, int pageSize, int minPartBytes) {
        if (pageSize < 1) {
            throw new IllegalArgumentException("pageSize must be positive but was " + pageSize);
        }
        this.clock = clock;
        this.pageSize = pageSize;
        this.minPartBytes = minPartBytes;
    }

    @Override
    public int minPartBytes() {
        return minPartBytes;
    }

    @Override
    public Uni<ObjectInfo> head(Location location) {
        return call(() -> bucketOf(location).find(location).describe(location));
    }

    @Override
    public Uni<Content> get(Location location) {
        return call(() -> {
            MemoryObject object = bucketOf(location).find(location);
            return new Content(object.describe(location), object.bytes().toBuffer());
        });
    }

    @Override
    public Uni<ByteBuffer> read(Location location, ByteRange range, String etag) {
        if (range.length() == 0) {
            return Uni.createFrom().item(() -> ByteBuffer.allocate(0));
        }
        return call(() -> bucketOf(location).read(location, range, etag)).map(Bytes::toBuffer);
    }

    @Override
    public Multi<ByteBuffer> stream(Location location, ByteRange range, String etag) {
        if (range.length() == 0) {
            return Multi.createFrom().empty();
        }
        return call(() -> bucketOf(location).read(location, range, etag))
                .onItem()
                .transformToMulti(MemoryStore::buffers);
    }

    @Override
    public Uni<String> put(Location location, ByteBuffer content, Condition condition) {
        return call(() -> {
            Bytes bytes = Bytes.copyOf(content);
            var object = new MemoryObject(bytes, Etag.of(bytes), clock.instant());
            bucketOf(location).put(location, object, condition);
            return object.etag();
        });
    }

    @Override
    public Uni<Void> delete(Collection<Location> locations) {
        return call(() -> {
            if (locations.stream().map(Location::bucket).distinct().count() > 1) {
                throw new StoreException(REFUSED, "objects to delete must be in one bucket but were " + locations);
            }
            locations.forEach(location -> bucketOf(location).objects.remove(location.key()));
            return null;
        });
    }

    @Override
    public Uni<Void> delete(Location location, String etag) {
        return call(() -> {
            MemoryBucket bucket = bucketOf(location);
            if (bucket.objects.containsKey(location.key())) {
                bucket.find(location, etag);
                bucket.objects.remove(location.key());
            }
            return null;
        });
    }

    @Override
    public Multi<ObjectInfo> list(String bucket, String prefix) {
        return pages(last -> {
            NavigableMap<String, MemoryObject> objects = bucket(bucket).objects;
            return last
                    .map(info -> objects.tailMap(info.location().key(), false))
                    .orElseGet(() -> objects.tailMap(prefix, true))
                    .entrySet()
                    .stream()
                    .takeWhile(entry -> entry.getKey().startsWith(prefix))
                    .map(entry -> entry.getValue().describe(new Location(bucket, entry.getKey())));
        });
    }

    @Override
    public Uni<Upload> createUpload(Location target) {
        return call(() -> {
            var upload = new Upload(target, "upload-" + ++uploadsBegun);
            bucketOf(target).begin(upload, clock.instant());
            return upload;
        });
    }

    @Override
    public Uni<Upload.Part> uploadPart(Upload upload, int number, ByteBuffer content) {
        return call(() -> bucketOf(upload.target()).find(upload).add(number, Bytes.copyOf(content)));
    }

    @Override
    public Uni<Upload.Part> copyPart(Upload upload, int number, Location source, ByteRange range, String sourceEtag) {
        return call(() -> {
            MemoryUpload pending = bucketOf(upload.target()).find(upload);
            long sourceBytes = bucketOf(source).find(source, sourceEtag).bytes().size();
            if (sourceBytes <= minPartBytes || range.length() == 0) {
                throw new StoreException(
                        REFUSED,
                        "InvalidRequest: only a range that is not empty, of an object larger than " + minPartBytes
                                + " bytes, is copied; the object has " + sourceBytes + ", the range " + range.length()
                                + ": "
                                + source);
            }
            return pending.add(number, bucketOf(source).read(source, range, sourceEtag));
        });
    }

    @Override
    public Uni<String> complete(Upload upload, List<Upload.Part> parts, Condition condition) {
        return call(() -> {
            MemoryBucket bucket = bucketOf(upload.target());
            MemoryObject object = bucket.find(upload).assemble(parts, minPartBytes);
            bucket.put(upload.target(), object, condition);
            bucket.uploads.remove(upload);
            return object.etag();
        });
    }

    @Override
    public Uni<Void> abort(Upload upload) {
        return call(() -> {
            bucketOf(upload.target()).uploads.remove(upload);
            return null;
        });
    }

    @Override
    public Multi<PendingUpload> listUploads(String bucket, String prefix) {
        return pages(last -> {
            NavigableMap<Upload, MemoryUpload> uploads = bucket(bucket).uploads;
            return last
                    .map(pending -> uploads.tailMap(pending.upload(), false))
                    .orElseGet(() -> uploads.tailMap(new Upload(new Location(bucket, prefix), ""), true))
                    .values()
                    .stream()
                    .takeWhile(pending -> pending.upload().target().key().startsWith(prefix))
                    .map(pending -> new PendingUpload(pending.upload(), pending.initiated()));
        });
    }

    /// The one way in: every request of every method passes here.
    private <T extends @Nullable Object> Uni<T> call(Supplier<T> request) {
        return Uni.createFrom().item(() -> {
            synchronized (buckets) {
                return request.get();
            }
        });
    }

    /// A listing. Between two of its requests other calls may take effect, as in S3.
    ///
    /// @param after what is listed behind an item, or from the start, in order
    private <T> Multi<T> pages(Function<Optional<T>, Stream<T>> after) {
        return Page.<T, T>all(last -> call(() -> {
            List<T> items = after.apply(last).limit(pageSize + 1L).toList();
            return items.size() <= pageSize
                    ? new Page<>(items, Optional.empty())
                    : new Page<>(items.subList(0, pageSize), Optional.of(items.get(pageSize - 1)));
        }));
    }

    private MemoryBucket bucketOf(Location location) {
        return bucket(location.bucket());
    }

    private MemoryBucket bucket(String name) {
        return buckets.computeIfAbsent(name, _ -> new MemoryBucket());
    }

    private static Multi<ByteBuffer> buffers(Bytes bytes) {
        LongStream offsets =
                LongStream.iterate(0, offset -> offset < bytes.size(), offset -> offset + STREAM_BUFFER_BYTES);
        return Multi.createFrom()
                .items(offsets.boxed())
                .map(offset -> new ByteRange(offset, Math.min(STREAM_BUFFER_BYTES, bytes.size() - offset)))
                .map(range -> bytes.slice(range).toBuffer());
    }
}
