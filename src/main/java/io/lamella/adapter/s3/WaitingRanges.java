package io.lamella.adapter.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Ranges by a client that waits, each on a virtual thread of its own, for what reads many gigabytes.
///
/// The bytes go from the connection to where they are to be. A client that does not wait hands them over 8 KiB at a time, copied
/// twice more, which takes twice the processor's time.
final class WaitingRanges implements Ranges {
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final S3Client client;
    private final Semaphore connections;

    /// @param client is its owner's to close
    /// @param connections that are open at once, at most
    WaitingRanges(S3Client client, int connections) {
        this.client = client;
        this.connections = new Semaphore(connections);
    }

    @Override
    public CompletionStage<WholeRange> get(GetObjectRequest request, Supplier<ByteBuffer> room) {
        return CompletableFuture.supplyAsync(
                () -> {
                    connections.acquireUninterruptibly();
                    try {
                        return client.getObject(request, (head, body) -> receive(head, body, room.get()));
                    } finally {
                        connections.release();
                    }
                },
                threads);
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
