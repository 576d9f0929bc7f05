package io.lamella.adapter.s3;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/// Gets ranges of objects whose lengths are known beforehand.
interface Ranges {
    /// @param room makes a buffer for one attempt, in which as many bytes are left as the range has
    CompletionStage<WholeRange> get(GetObjectRequest request, Supplier<ByteBuffer> room);
}
