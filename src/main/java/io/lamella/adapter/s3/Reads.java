package io.lamella.adapter.s3;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/// Lists objects, and gets ranges of them whose lengths are known beforehand: all that a load asks for.
interface Reads {
    CompletionStage<ListObjectsV2Response> list(ListObjectsV2Request request);

    /// @param room makes a buffer on the heap for one attempt, in which as many bytes are left as the range has
    CompletionStage<WholeRange> get(GetObjectRequest request, Supplier<ByteBuffer> room);

    /// By a client that does not wait.
    static Reads of(S3AsyncClient client) {
        return new Reads() {
            @Override
            public CompletionStage<ListObjectsV2Response> list(ListObjectsV2Request request) {
                return client.listObjectsV2(request);
            }

            @Override
            public CompletionStage<WholeRange> get(GetObjectRequest request, Supplier<ByteBuffer> room) {
                return client.getObject(request, WholeRange.transformer(room));
            }
        };
    }
}
