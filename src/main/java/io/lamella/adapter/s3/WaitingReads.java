package io.lamella.adapter.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/// Reads by a client that waits, each on a thread of its own, for what reads many gigabytes.
///
/// Not on virtual threads: one of the JVM's own then waits in the system for all connections, and holds up the JVM's end by 0.3 s.
///
/// The bytes go from the connection to where they are to be. A client that does not wait hands them over 8 KiB at a time, copied
/// twice more, which takes twice the processor's time.
final class WaitingReads implements Reads {
    private final S3Client client;
    private final Executor threads;

    /// @param client is its owner's to close
    /// @param connections that are open at once, at most
    WaitingReads(S3Client client, int connections) {
        this.client = client;
        this.threads = new ForkJoinPool(connections);
    }

    @Override
    public CompletionStage<ListObjectsV2Response> list(ListObjectsV2Request request) {
        return call(() -> client.listObjectsV2(request));
    }

    @Override
    public CompletionStage<WholeRange> get(GetObjectRequest request, Supplier<ByteBuffer> room) {
        return call(() -> client.getObject(request, (head, body) -> receive(head, body, room.get())));
    }

    private <T> CompletionStage<T> call(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, threads);
    }

    /// Whether the head of the answer tells of another length is the caller's to see. Bytes beyond the room are left out.
    private static WholeRange receive(GetObjectResponse head, InputStream body, ByteBuffer room) {
        int start = room.position();
        try {
            int read = body.readNBytes(room.array(), room.arrayOffset() + start, room.remaining());
            if (read < room.remaining() && !Objects.equals(head.contentLength(), (long) read)) {
                throw new IOException("the connection ended after " + read + " of " + room.remaining() + " bytes");
            }
            return new WholeRange(head, room.limit(start + read));
        } catch (IOException e) {
            throw RetryableException.create(e.toString(), e);
        }
    }
}
