package io.lamella.pipeline;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.schema.TableSchema;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;

/// A Parquet file in a store, opened: its footer was read, and so was what lies close to it. Every further read is pinned to
/// the same version (I7).
public final class ParquetObject {
    /// What is read from the end at first is this fraction of the smallest part: 512 KiB on S3. A whole small staged file comes
    /// with it.
    private static final int TAILS_PER_PART = 10;

    /// Of files that are larger than the smallest part, whose row groups may be copied, no more than this is read at first: the footer of
    /// most parts.
    private static final long COPIED_TAIL_BYTES = 128 * 1024;

    private final ObjectStore store;
    private final ObjectInfo info;
    private final Footer footer;
    private final ByteBuffer tail;

    private ParquetObject(ObjectStore store, ObjectInfo info, Footer footer, ByteBuffer tail) {
        this.store = store;
        this.info = info;
        this.footer = footer;
        this.tail = tail;
    }

    /// Opens the version of an object that a listing showed. Fails with `NOT_FOUND` or `PRECONDITION_FAILED` if it is another
    /// by now.
    public static Uni<ParquetObject> open(ObjectStore store, ObjectInfo info) {
        return readTail(store, info, firstBytes(info.size(), store.minPartBytes()))
                .chain(tail -> {
                    long needed = Footer.tailBytes(tail);
                    var whole =
                            needed <= tail.remaining() ? Uni.createFrom().item(tail) : readTail(store, info, needed);
                    return whole.map(bytes -> new ParquetObject(store, info, Footer.parse(bytes, info.size()), bytes));
                });
    }

    private static long firstBytes(long size, long minPart) {
        long first = Math.min(size, minPart / TAILS_PER_PART);
        return size > minPart ? Math.min(first, COPIED_TAIL_BYTES) : first;
    }

    private static Uni<ByteBuffer> readTail(ObjectStore store, ObjectInfo info, long bytes) {
        return store.read(info.location(), new ByteRange(info.size() - bytes, bytes), info.etag());
    }

    public ObjectInfo info() {
        return info;
    }

    public Footer footer() {
        return footer;
    }

    TableSchema tableSchema() {
        return footer.tableSchema()
                .orElseThrow(() -> new IllegalStateException(info.location()
                        + " has a schema that this version of Lamella does not write; a newer version wrote it"));
    }

    /// The bytes of the footer, with its length and the magic behind it.
    long footerBytes() {
        return Footer.tailBytes(tail);
    }

    /// A range of the file; without a call if it came with the footer.
    public Uni<ByteBuffer> read(ByteRange range) {
        long tailStart = info.size() - tail.remaining();
        if (range.offset() >= tailStart) {
            return Uni.createFrom()
                    .item(tail.slice(
                            tail.position() + Math.toIntExact(range.offset() - tailStart),
                            Math.toIntExact(range.length())));
        }
        return store.read(info.location(), range, info.etag());
    }

    /// The bytes of a row group's [RowGroupInfo#pageIndex], range behind range.
    public Uni<ByteBuffer> pageIndex(RowGroupInfo group) {
        var index = ByteBuffer.allocate(Math.toIntExact(group.pageIndexBytes()));
        return Multi.createFrom()
                .iterable(group.pageIndex())
                .onItem()
                .transformToUniAndConcatenate(this::read)
                .invoke(bytes -> index.put(bytes.duplicate()))
                .onItem()
                .ignoreAsUni()
                .map(read -> index.flip());
    }
}
