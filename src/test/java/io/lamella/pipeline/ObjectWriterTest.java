package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.ByteRange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Parts are on their way side by side: as many as memory has room for, and, of those that the store copies, more.
class ObjectWriterTest {
    private static final int MIN_PART = 10;
    private static final int PARTS = 20;
    private static final Location TARGET = new Location(TestLake.LAKE, "target");

    private final TestLake lake = new TestLake(MIN_PART);
    /// Parts that were asked for, each of which is made when it is run.
    private final List<Runnable> asked = new ArrayList<>();

    private final ObjectWriter writer = new ObjectWriter(
            (ObjectStore) Proxy.newProxyInstance(
                    ObjectStore.class.getClassLoader(),
                    new Class<?>[] {ObjectStore.class},
                    (_, method, arguments) ->
                            method.getName().endsWith("Part") ? whenRun(method, arguments) : call(method, arguments)),
            TARGET);

    private Uni<Upload.Part> whenRun(Method method, Object[] arguments) {
        return Uni.createFrom()
                .emitter(waiting -> asked.add(() -> waiting.complete(((Uni<?>) call(method, arguments))
                        .map(Upload.Part.class::cast)
                        .await()
                        .indefinitely())));
    }

    private Object call(Method method, Object[] arguments) {
        try {
            return method.invoke(lake.memory, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void copiesEightRangesAtATime() {
        var content = randomBytes(PARTS * MIN_PART);
        var source = lake.land("source", content).source();
        var info = lake.memory
                .head(new Location(source.bucket(), source.key()))
                .await()
                .indefinitely();
        var written = Multi.createFrom()
                .range(0, PARTS)
                .onItem()
                .transformToUniAndConcatenate(i -> writer.copy(info, new ByteRange((long) i * MIN_PART, MIN_PART)))
                .onItem()
                .ignoreAsUni()
                .chain(() -> writer.finish(Condition.ALWAYS))
                .subscribeAsCompletionStage();

        assertThat(asked).hasSize(8);
        assertThat(writer.bufferedBytes()).isZero();
        makeLatestFirst();
        assertThat(written).isCompleted();
        assertThat(target()).isEqualTo(content);
    }

    @Test
    void sendsTwoPartsAtATime() {
        var content = randomBytes(PARTS * MIN_PART);
        var written = writer.write(List.of(ByteBuffer.wrap(content)))
                .chain(() -> writer.finish(Condition.ALWAYS))
                .subscribeAsCompletionStage();

        assertThat(asked).hasSize(2);
        assertThat(writer.bufferedBytes()).isEqualTo(2 * MIN_PART);
        makeLatestFirst();
        assertThat(written).isCompleted();
        assertThat(target()).isEqualTo(content);
    }

    /// Or a very long object would need more parts than there may be.
    @Test
    void sendsLargerPartsOfAVeryLongObject() {
        int small = ObjectStore.MAX_PARTS / 5;
        int larger = 3;
        var content = randomBytes(small * MIN_PART + larger * 2 * MIN_PART);
        var meter = new StoreMeter(lake.memory);
        var whole = new ObjectWriter(meter, TARGET);

        StoreCalls.answer(whole.write(List.of(ByteBuffer.wrap(content))).chain(() -> whole.finish(Condition.ALWAYS)));

        assertThat(meter.read().requests()).containsEntry(StoreMeter.Request.UPLOAD_PART, (long) small + larger);
        assertThat(target()).isEqualTo(content);
    }

    private void makeLatestFirst() {
        while (!asked.isEmpty()) {
            asked.removeLast().run();
        }
    }

    private static byte[] randomBytes(int count) {
        var bytes = new byte[count];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    private byte[] target() {
        return lake.bytes(lake.memory.head(TARGET).await().indefinitely());
    }
}
