package io.lamella.pipeline;

import static io.lamella.pipeline.Condition.ALWAYS;
import static io.lamella.pipeline.StoreCalls.all;
import static io.lamella.pipeline.StoreCalls.answer;
import static io.lamella.pipeline.StoreCalls.buffer;
import static io.lamella.pipeline.StoreCalls.text;

import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;

/// A store, and in short what tests ask of it.
interface StoreUnderTest {
    /// Its bucket is empty at the start of each test.
    ObjectStore store();

    String bucket();

    /// Lets the store's clock go on by at least two seconds.
    void passTime();

    /// How many objects one request cannot list or delete.
    default int moreThanAPage() {
        return 1_050;
    }

    /// Other bytes at each call, the same in each run of a test.
    byte[] random(int length);

    /// Of sixteen writers that start together, the one that won. All others must have lost.
    int winner(IntFunction<Uni<String>> writer);

    default Location at(String key) {
        return new Location(bucket(), key);
    }

    default String put(String key, String text) {
        return answer(store().put(at(key), buffer(text), ALWAYS));
    }

    default String complete(Upload upload, Condition condition, byte[] onlyPart) {
        Upload.Part part = answer(store().uploadPart(upload, 1, ByteBuffer.wrap(onlyPart)));
        return answer(store().complete(upload, List.of(part), condition));
    }

    default List<String> keys(String prefix) {
        return all(store().list(bucket(), prefix)).stream()
                .map(info -> info.location().key())
                .toList();
    }
}
