package io.lamella.adapter.s3;

import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// An answer whose body is handed on as it comes.
///
/// @param buffers the body, for one subscriber, who must come or the connection is never free again. It fails when the
///     connection ends early
record Streamed(GetObjectResponse response, Multi<ByteBuffer> buffers) {
    /// To be handed to one call.
    static AsyncResponseTransformer<GetObjectResponse, Streamed> transformer() {
        return new Receiver();
    }

    /// The SDK's own leaves a subscriber without an end when a connection closes in the middle of a body: it tells of that here
    /// alone.
    private static final class Receiver extends BodyReceiver<Streamed> {
        private volatile CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

        @Override
        public CompletableFuture<Streamed> prepare() {
            end = new CompletableFuture<>();
            return super.prepare();
        }

        @Override
        void receive(GetObjectResponse head, SdkPublisher<ByteBuffer> body, CompletableFuture<Streamed> result) {
            result.complete(new Streamed(head, untilEnd(body, end)));
        }

        @Override
        public void exceptionOccurred(Throwable failure) {
            super.exceptionOccurred(failure);
            end.completeExceptionally(failure);
        }
    }

    private static Multi<ByteBuffer> untilEnd(SdkPublisher<ByteBuffer> body, CompletableFuture<@Nullable Void> end) {
        Flow.Publisher<ByteBuffer> all = FlowAdapters.toFlowPublisher(body);
        return Multi.createFrom().publisher(reader -> all.subscribe(new UntilEnd(reader, end)));
    }

    /// Hands on a body, and its end from wherever that is told of first. The two may come on different threads.
    private static final class UntilEnd implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> reader;
        private final CompletableFuture<@Nullable Void> end;
        private boolean ended;

        UntilEnd(Flow.Subscriber<? super ByteBuffer> reader, CompletableFuture<@Nullable Void> end) {
            this.reader = reader;
            this.end = end;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            reader.onSubscribe(subscription);
            var _ = end.exceptionally(failure -> {
                onError(failure);
                return null;
            });
        }

        @Override
        public synchronized void onNext(ByteBuffer buffer) {
            if (!ended) {
                reader.onNext(buffer);
            }
        }

        @Override
        public synchronized void onError(Throwable failure) {
            if (!ended) {
                ended = true;
                reader.onError(failure);
            }
        }

        @Override
        public synchronized void onComplete() {
            if (!ended) {
                ended = true;
                reader.onComplete();
            }
        }
    }
}
