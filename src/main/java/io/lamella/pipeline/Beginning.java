package io.lamella.pipeline;

import io.lamella.core.decode.Decoders;
import io.lamella.core.event.ByteRange;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;

/// The first bytes of an object: as many as it takes to see its header, and rows.
///
/// @param bytes as they are stored
/// @param whole whether the object has no more
/// @param used bytes of them that text comes out of, about
record Beginning(ByteBuffer bytes, boolean whole, long used) {
    private static final long BYTES = 1024 * 1024;

    /// Of what is compressed in blocks, of which each comes out whole or not at all: several of the largest.
    private static final long BYTES_OF_BLOCKS = 3 * BYTES;

    /// @param size of the object
    static Uni<Beginning> read(ObjectStore store, Location location, long size, String etag) {
        return first(BYTES, store, location, size, etag).chain(bytes -> {
            int ahead = bytes.remaining() == size ? 0 : Decoders.aheadBytes(bytes);
            return ahead == 0
                    ? Uni.createFrom().item(of(bytes, size, 0))
                    : first(BYTES_OF_BLOCKS + ahead, store, location, size, etag)
                            .map(more -> of(more, size, ahead));
        });
    }

    private static Uni<ByteBuffer> first(long most, ObjectStore store, Location location, long size, String etag) {
        return store.read(location, ByteRange.whole(Math.min(size, most)), etag);
    }

    private static Beginning of(ByteBuffer bytes, long size, int ahead) {
        boolean whole = bytes.remaining() == size;
        return new Beginning(bytes, whole, bytes.remaining() - (whole ? 0 : ahead));
    }
}
