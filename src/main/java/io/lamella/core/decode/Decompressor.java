package io.lamella.core.decode;

import io.lamella.core.event.RestartPoint;
import java.nio.ByteBuffer;

/// From compressed bytes to plain ones, in steps that are bounded by the room in the target.
///
/// The contract is that of [java.nio.charset.CharsetDecoder]: bytes are consumed from `in` and produced into `out`, and both
/// positions move. What is left in `in` must be offered again.
interface Decompressor extends AutoCloseable {
    /// Goes on until the input is used up or the target is full.
    ///
    /// @param end whether nothing follows `in`
    /// @throws RefusedException if the bytes are not what the compression prescribes, or end too early
    Progress decompress(ByteBuffer in, boolean end, ByteBuffer out);

    /// The last place of the object so far at which another of its kind may begin: that at which this one began if it does not
    /// know of any other.
    default RestartPoint restart() {
        return RestartPoint.START;
    }

    /// Frees native memory. May be called twice.
    @Override
    default void close() {}
}
