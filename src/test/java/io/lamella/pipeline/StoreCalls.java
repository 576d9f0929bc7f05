package io.lamella.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.StoreException.Reason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/// Calls of a store, waited for, and what is sent and received by them.
public final class StoreCalls {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private StoreCalls() {}

    public static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    public static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    public static byte[] join(List<ByteBuffer> buffers) {
        var all = new ByteArrayOutputStream();
        for (ByteBuffer buffer : buffers) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    public static <T> T answer(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    public static <T> List<T> all(Multi<T> call) {
        return answer(call.collect().asList());
    }

    /// Why a call failed, by a [StoreException] through its result.
    public static Reason failure(Uni<?> call) {
        Throwable failure = call.subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitFailure(PATIENCE)
                .getFailure();
        assertThat(failure).isInstanceOf(StoreException.class);
        return ((StoreException) failure).reason();
    }

    public static Reason failure(Multi<?> call) {
        return failure(call.collect().asList());
    }
}
