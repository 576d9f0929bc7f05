package io.lamella.simulation;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.KeyOrder;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.Page;
import io.lamella.pipeline.PendingUpload;
import io.lamella.pipeline.Upload;
import io.lamella.simulation.Network.Call;
import io.lamella.simulation.Weather.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// S3 as one actor sees it, behind the network.
final class SimulatedStore implements ObjectStore {
    private static final int PAGE_SIZE = 3;

    static final Comparator<ObjectInfo> BY_KEY =
            Comparator.comparing(info -> info.location().key(), KeyOrder.BY_UTF8_BYTES);
    private static final Comparator<PendingUpload> BY_TARGET = Comparator.comparing(
                    (PendingUpload pending) -> pending.upload().target().key(), KeyOrder.BY_UTF8_BYTES)
            .thenComparing(pending -> pending.upload().id());

    private final MemoryStore memory;
    private final Network network;
    private final Actor who;
    private final Watch watch;

    /// @param watch is told of every write right after it took effect
    SimulatedStore(MemoryStore memory, Network network, Actor who, Watch watch) {
        this.memory = memory;
        this.network = network;
        this.who = who;
        this.watch = watch;
    }

    @Override
    public int minPartBytes() {
        return memory.minPartBytes();
    }

    private <T extends @Nullable Object> Uni<T> read(String name, String key, Uni<T> effect) {
        return network.call(who, Call.toStore(name, key, Kind.READ), effect);
    }

    private <T extends @Nullable Object> Uni<T> write(String name, String key, Uni<T> effect) {
        return network.call(who, Call.toStore(name, key, Kind.WRITE), effect);
    }

    private <T extends @Nullable Object> Uni<T> write(
            String name, Location target, Condition condition, Uni<T> effect) {
        var kind = condition instanceof Condition.Always ? Kind.WRITE : Kind.CONDITIONAL_WRITE;
        return network.call(
                who, Call.toStore(name, target.key(), kind), effect.invoke(() -> watch.written(who, target)));
    }

    @Override
    public Uni<ObjectInfo> head(Location location) {
        return read("HEAD", location.key(), memory.head(location));
    }

    @Override
    public Uni<Content> get(Location location) {
        return read("GET", location.key(), memory.get(location));
    }

    @Override
    public Uni<ByteBuffer> read(Location location, ByteRange range, String etag) {
        return range.length() == 0
                ? memory.read(location, range, etag)
                : read("GET range", location.key(), memory.read(location, range, etag));
    }

    /// In two buffers, so that rows and quotes are cut in two.
    @Override
    public Multi<ByteBuffer> stream(Location location, ByteRange range, String etag) {
        return read("GET stream", location.key(), memory.read(location, range, etag))
                .onItem()
                .transformToMulti(bytes -> Multi.createFrom()
                        .items(
                                bytes.slice(0, bytes.remaining() / 2),
                                bytes.slice(bytes.remaining() / 2, bytes.remaining() - bytes.remaining() / 2)));
    }

    @Override
    public Uni<String> put(Location location, ByteBuffer content, Condition condition) {
        return Uni.createFrom()
                .deferred(() -> write("PUT", location, condition, memory.put(location, copy(content), condition)));
    }

    @Override
    public Uni<Void> delete(Collection<Location> locations) {
        var all = List.copyOf(locations);
        if (all.isEmpty()) {
            return memory.delete(all);
        }
        return write(
                "DELETE",
                all.size() == 1 ? all.getFirst().key() : all.getFirst().key() + " and " + (all.size() - 1) + " more",
                Uni.createFrom().deferred(() -> {
                    all.forEach(location -> watch.deleted(who, location));
                    return memory.delete(all);
                }));
    }

    @Override
    public Uni<Void> delete(Location location, String etag) {
        return write("DELETE", location.key(), memory.delete(location, etag));
    }

    @Override
    public Multi<ObjectInfo> list(String bucket, String prefix) {
        return pages("LIST", prefix, memory.list(bucket, prefix), BY_KEY);
    }

    @Override
    public Uni<Upload> createUpload(Location target) {
        return write("CREATE UPLOAD", target.key(), memory.createUpload(target));
    }

    @Override
    public Uni<Upload.Part> uploadPart(Upload upload, int number, ByteBuffer content) {
        return Uni.createFrom()
                .deferred(() ->
                        write("UPLOAD PART", upload.target().key(), memory.uploadPart(upload, number, copy(content))));
    }

    @Override
    public Uni<Upload.Part> copyPart(Upload upload, int number, Location source, ByteRange range, String sourceEtag) {
        return write("COPY PART", upload.target().key(), memory.copyPart(upload, number, source, range, sourceEtag));
    }

    @Override
    public Uni<String> complete(Upload upload, List<Upload.Part> parts, Condition condition) {
        return write("COMPLETE", upload.target(), condition, memory.complete(upload, List.copyOf(parts), condition));
    }

    @Override
    public Uni<Void> abort(Upload upload) {
        return write("ABORT", upload.target().key(), memory.abort(upload));
    }

    @Override
    public Multi<PendingUpload> listUploads(String bucket, String prefix) {
        return pages("LIST UPLOADS", prefix, memory.listUploads(bucket, prefix), BY_TARGET);
    }

    /// Page by page, as S3 lists; between two pages other calls may take effect.
    private <T> Multi<T> pages(String name, String prefix, Multi<T> all, Comparator<T> order) {
        return Page.<T, T>all(last ->
                read(name, prefix, all.collect().asList().map(items -> page(items, last, order))));
    }

    /// The page that follows an item, or the first one.
    static <T> Page<T, T> page(List<T> items, Optional<T> last, Comparator<T> order) {
        var rest = items.stream()
                .filter(item -> last.isEmpty() || order.compare(item, last.get()) > 0)
                .toList();
        return rest.size() <= PAGE_SIZE
                ? new Page<>(rest, Optional.empty())
                : new Page<>(rest.subList(0, PAGE_SIZE), Optional.of(rest.get(PAGE_SIZE - 1)));
    }

    /// The caller may use its buffer again as soon as it has an answer, and the call may take effect after that.
    private static ByteBuffer copy(ByteBuffer content) {
        return ByteBuffer.allocate(content.remaining()).put(content.duplicate()).flip();
    }
}
