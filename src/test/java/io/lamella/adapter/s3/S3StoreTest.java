package io.lamella.adapter.s3;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.StoreCalls.all;
import static io.lamella.pipeline.StoreCalls.answer;
import static io.lamella.pipeline.StoreCalls.buffer;
import static io.lamella.pipeline.StoreCalls.failure;
import static io.lamella.pipeline.StoreCalls.join;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;

class S3StoreTest extends S3StoreContract {
    @Override
    public ObjectStore store() {
        return new S3Store(client, Infrastructure.getDefaultExecutor());
    }

    @Test
    void answersOnNoThreadThatServesConnections() {
        put("a", "hello");
        byte[] large = random(3 * 1024 * 1024);
        String etag = answer(store().put(at("large"), ByteBuffer.wrap(large), ALWAYS));
        Set<String> threads = ConcurrentHashMap.newKeySet();

        answer(store().head(at("a"))
                .invoke(_ -> threads.add(Thread.currentThread().getName())));
        answer(store().get(at("large"))
                .invoke(_ -> threads.add(Thread.currentThread().getName())));
        answer(store().put(at("b"), buffer("x"), ALWAYS)
                .invoke(_ -> threads.add(Thread.currentThread().getName())));
        all(store().list(bucket(), "")
                .invoke(_ -> threads.add(Thread.currentThread().getName())));
        all(store().stream(at("large"), ByteRange.whole(large.length), etag)
                .invoke(_ -> threads.add(Thread.currentThread().getName())));
        failure(store().head(at("none"))
                .onFailure()
                .invoke(() -> threads.add(Thread.currentThread().getName())));
        failure(store().stream(at("none"), ByteRange.whole(5), etag)
                .onFailure()
                .invoke(() -> threads.add(Thread.currentThread().getName())));

        assertThat(threads).isNotEmpty().allSatisfy(name -> assertThat(name).doesNotContain("EventLoop"));
    }

    /// Every event loop serves several connections, so one that waited for this reader would hold up some of the others.
    @Test
    void servesOthersWhileReadersAreBusy() throws Exception {
        byte[] large = random(3 * 1024 * 1024);
        String etag = answer(store().put(at("large"), ByteBuffer.wrap(large), ALWAYS));
        var go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            var busy = new S3Store(client, threads);
            List<CompletableFuture<List<ByteBuffer>>> readers = IntStream.range(0, 8)
                    .mapToObj(_ -> busy.stream(at("large"), ByteRange.whole(large.length), etag)
                            .invoke(_ -> awaitQuietly(go))
                            .collect()
                            .asList()
                            .subscribeAsCompletionStage())
                    .toList();

            try {
                for (int i = 0; i < 20; i++) {
                    put("other", "text " + i);
                }
                assertThat(readers).noneMatch(CompletableFuture::isDone);
            } finally {
                go.countDown();
            }
            for (var reader : readers) {
                assertThat(join(reader.get(60, TimeUnit.SECONDS))).isEqualTo(large);
            }
        }
    }

    /// So large that the answer is still on its way when its range is found wrong.
    @Test
    void freesTheConnectionOfARangeThatItRefuses() {
        byte[] large = random(3 * 1024 * 1024);
        String etag = answer(store().put(at("large"), ByteBuffer.wrap(large), ALWAYS));
        try (S3AsyncClient single = s3.client(1)) {
            var store = new S3Store(single, Infrastructure.getDefaultExecutor());
            for (int i = 0; i < 3; i++) {
                assertThat(failure(store.stream(at("large"), new ByteRange(1, large.length), etag)))
                        .isEqualTo(REFUSED);
            }

            assertThat(answer(store.head(at("large"))).size()).isEqualTo(large.length);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesABucketThatDoesNotExist() {
        var nowhere = new Location("no-such-bucket", "a");

        assertThat(failure(store().get(nowhere))).isEqualTo(REFUSED);
        assertThat(failure(store().put(nowhere, buffer("x"), ALWAYS))).isEqualTo(REFUSED);
        assertThat(failure(store().list("no-such-bucket", ""))).isEqualTo(REFUSED);
        assertThat(failure(store().createUpload(nowhere))).isEqualTo(REFUSED);
    }
}
