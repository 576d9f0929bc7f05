package io.lamella.pipeline;

import io.lamella.core.decode.CompressedText;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.RestartPoint;
import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// The text of a slice, from the bytes of the compressed object that it was cut from.
final class SliceText {
    private SliceText() {}

    /// @param bytes of the object, from a restart point on; as soon as the slice is complete, no more of them are asked for
    /// @param compute where the text is handed on, so that whoever asks for it does not decompress it
    static Multi<ByteBuffer> of(Multi<ByteBuffer> bytes, ByteRange range, RestartPoint from, Executor compute) {
        return Multi.createFrom()
                .deferred(() -> {
                    var text = new CompressedText(range, from);
                    return bytes.select()
                            .first(more -> !text.isDone())
                            .map(text::of)
                            .onCompletion()
                            .continueWith(() -> List.of(text.rest()))
                            .onItem()
                            .transformToIterable(Function.identity())
                            .onTermination()
                            .invoke(text::close);
                })
                .emitOn(compute, 4);
    }
}
