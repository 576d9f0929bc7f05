package io.lamella.core.decode;

import java.nio.ByteBuffer;

/// Decodes one slice, from the bytes of the object to typed rows: decompression, charset, tokens, values.
///
/// A state machine that neither waits nor reads: bytes are offered, and each call of [#advance] does a bounded amount of
/// work (about a mebibyte of decompressed text), however much a few compressed bytes may expand to. So:
///
/// ```
/// for each buffer { decoder.offer(buffer); while (decoder.advance(sink)) { … } }
/// decoder.end(); while (decoder.advance(sink)) { … }
/// ```
///
/// Not thread-safe, but may be handed from thread to thread.
public interface SliceDecoder extends RowSource {
    /// Hands over more bytes of the slice. Only when [#advance] has returned false; the buffer belongs to the decoder
    /// until it does so again. Then all of it has been taken, and the caller may fill it anew: what the decoder still needs, it
    /// has copied.
    void offer(ByteBuffer bytes);

    /// Says that no more bytes come.
    void end();

    /// Decodes some of what was offered. Returns false when it wants more input, or, after [#end], when all is done.
    ///
    /// @throws RefusedException if the object as a whole cannot be decoded
    @Override
    boolean advance(BatchSink sink);
}
