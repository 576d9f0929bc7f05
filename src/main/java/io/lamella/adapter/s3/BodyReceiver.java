package io.lamella.adapter.s3;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Makes something of an answer with a body. Belongs to one call, and begins anew with each attempt of it.
abstract class BodyReceiver<T> implements AsyncResponseTransformer<GetObjectResponse, T> {
    private volatile CompletableFuture<T> answer = new CompletableFuture<>();
    private volatile @Nullable GetObjectResponse response;

    /// Takes the body.
    ///
    /// @param result to be completed with what is made of it
    abstract void receive(GetObjectResponse head, SdkPublisher<ByteBuffer> body, CompletableFuture<T> result);

    @Override
    public CompletableFuture<T> prepare() {
        answer = new CompletableFuture<>();
        return answer;
    }

    @Override
    public final void onResponse(GetObjectResponse head) {
        response = head;
    }

    @Override
    public final void onStream(SdkPublisher<ByteBuffer> body) {
        var head = response;
        if (head == null) {
            throw new IllegalStateException("the head of an answer must come before its body");
        }
        receive(head, body, answer);
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        answer.completeExceptionally(failure);
    }
}
