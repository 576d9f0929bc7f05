package io.lamella.pipeline.load;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Concurrently;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Fetches the bytes of some columns of a row group: neighbours in one go, what is long in pieces side by side.
final class RowGroupFetch {
    /// A gap up to this is fetched along: a request takes as long as these bytes.
    private static final long MAX_GAP_BYTES = 128 * 1024;

    /// Neighbours are fetched together up to this: long enough that requests cost little, short enough that several connections
    /// share a row group.
    private static final long TOGETHER_BYTES = 8L * 1024 * 1024;

    /// What is longer is fetched in pieces, which must be put together then.
    private static final long PIECE_BYTES = 32L * 1024 * 1024;

    private static final int PIECES_AT_ONCE = 8;

    private final ObjectStore store;
    private final FetchBuffers buffers;

    /// @param idle bytes to keep for what is fetched next
    RowGroupFetch(ObjectStore store, long idle) {
        this.store = store;
        this.buffers = new FetchBuffers(idle);
    }

    /// What was fetched.
    ///
    /// @param chunks the bytes of each chunk, by its leaf
    /// @param blocks in which they lie
    record Fetched(Map<Integer, ByteBuffer> chunks, List<ByteBuffer> blocks) {
        Fetched {
            chunks = Map.copyOf(chunks);
            blocks = List.copyOf(blocks);
        }
    }

    /// What fetching these takes, in bytes.
    static long bytes(Map<Integer, ByteRange> chunks) {
        return together(chunks).stream().mapToLong(ByteRange::length).sum();
    }

    /// Fetches some chunks of a file, which the caller gives to [#release] when they are no longer looked at.
    Uni<Fetched> fetch(ObjectInfo file, Map<Integer, ByteRange> chunks) {
        var ranges = together(chunks);
        return Uni.join()
                .all(
                        blocks(file, ranges, range -> !isLong(range), PIECES_AT_ONCE),
                        // One after the other: what of them is not in its place yet comes on top.
                        blocks(file, ranges, RowGroupFetch::isLong, 1))
                .andFailFast()
                .map(both -> both.stream().flatMap(List::stream).toList())
                .map(blocks -> new Fetched(
                        split(blocks, chunks), blocks.stream().map(Block::bytes).toList()));
    }

    /// Gives back the memory in which chunks lie.
    void release(Fetched fetched) {
        fetched.blocks().forEach(buffers::giveBack);
    }

    private Uni<List<Block>> blocks(ObjectInfo file, List<ByteRange> ranges, Predicate<ByteRange> which, int atOnce) {
        return Multi.createFrom()
                .iterable(ranges.stream().filter(which).toList())
                .plug(Concurrently.each(atOnce, range -> read(file, range)))
                .collect()
                .asList();
    }

    private static boolean isLong(ByteRange range) {
        return range.length() > PIECE_BYTES;
    }

    private record Block(ByteRange range, ByteBuffer bytes) {}

    private Uni<Block> read(ObjectInfo file, ByteRange range) {
        if (!isLong(range)) {
            return store.read(file.location(), range, file.etag(), buffers::lend)
                    .map(bytes -> new Block(range, bytes));
        }
        var all = new byte[Math.toIntExact(range.length())];
        return Multi.createFrom()
                .iterable(pieces(range))
                .plug(Concurrently.each(
                        PIECES_AT_ONCE,
                        piece -> store.read(file.location(), piece, file.etag())
                                .invoke(bytes -> bytes.get(
                                        all, Math.toIntExact(piece.offset() - range.offset()), bytes.remaining()))))
                .onItem()
                .ignoreAsUni()
                .map(read -> new Block(range, ByteBuffer.wrap(all)));
    }

    private static List<ByteRange> pieces(ByteRange range) {
        var pieces = new ArrayList<ByteRange>();
        for (long at = range.offset(); at < range.end(); at += PIECE_BYTES) {
            pieces.add(new ByteRange(at, Math.min(PIECE_BYTES, range.end() - at)));
        }
        return pieces;
    }

    private static List<ByteRange> together(Map<Integer, ByteRange> chunks) {
        var joined = new ArrayList<ByteRange>();
        for (var chunk : chunks.values().stream()
                .filter(range -> range.length() > 0)
                .sorted(Comparator.comparingLong(ByteRange::offset))
                .toList()) {
            if (!joined.isEmpty() && isTogether(joined.getLast(), chunk)) {
                joined.add(cover(joined.removeLast(), chunk));
            } else {
                joined.add(chunk);
            }
        }
        return joined;
    }

    private static boolean isTogether(ByteRange last, ByteRange chunk) {
        return chunk.offset() - last.end() <= MAX_GAP_BYTES
                && cover(last, chunk).length() <= TOGETHER_BYTES;
    }

    private static ByteRange cover(ByteRange first, ByteRange second) {
        return new ByteRange(first.offset(), Math.max(first.end(), second.end()) - first.offset());
    }

    private static Map<Integer, ByteBuffer> split(List<Block> blocks, Map<Integer, ByteRange> chunks) {
        var bytes = new HashMap<Integer, ByteBuffer>();
        chunks.forEach((leaf, range) -> bytes.put(
                leaf,
                blocks.stream()
                        .filter(block -> range.length() > 0
                                && range.offset() >= block.range().offset()
                                && range.end() <= block.range().end())
                        .findFirst()
                        .map(block -> block.bytes()
                                .slice(
                                        block.bytes().position()
                                                + Math.toIntExact(range.offset()
                                                        - block.range().offset()),
                                        Math.toIntExact(range.length())))
                        .orElseGet(() -> ByteBuffer.allocate(0))));
        return bytes;
    }
}
