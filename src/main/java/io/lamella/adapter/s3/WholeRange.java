package io.lamella.adapter.s3;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// An answer whose body has a length that is known beforehand, in one buffer with room for it. The SDK's own grows as the body comes.
///
/// @param response tells whether the body had that length
record WholeRange(GetObjectResponse response, ByteBuffer bytes) {
    /// To be handed to one call.
    ///
    /// @param room makes a buffer for one attempt, in which as many bytes are left as the body has
    static AsyncResponseTransformer<GetObjectResponse, WholeRange> transformer(Supplier<ByteBuffer> room) {
        return new Receiver(room);
    }

    private static final class Receiver extends BodyReceiver<WholeRange> {
        private final Supplier<ByteBuffer> room;

        Receiver(Supplier<ByteBuffer> room) {
            this.room = room;
        }

        @Override
        void receive(GetObjectResponse head, SdkPublisher<ByteBuffer> body, CompletableFuture<WholeRange> result) {
            var all = room.get();
            body.subscribe(new Gatherer(head, all, all.position(), result));
        }
    }

    /// Bytes beyond the length are left out: the head of the answer tells of them, too.
    private record Gatherer(GetObjectResponse head, ByteBuffer all, int start, CompletableFuture<WholeRange> answer)
            implements Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer some) {
            all.put(some.slice(some.position(), Math.min(some.remaining(), all.remaining())));
        }

        @Override
        public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            answer.complete(new WholeRange(head, all.limit(all.position()).position(start)));
        }
    }
}
