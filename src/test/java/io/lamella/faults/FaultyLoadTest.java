package io.lamella.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.s3.LocalS3;
import io.lamella.adapter.s3.S3Store;
import io.lamella.entry.load.Format;
import io.lamella.entry.load.Load;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A load that is told of an error, or gets half an answer, the first time that it asks for a range.
class FaultyLoadTest {
    private static final int ROWS = 200_000;

    @TempDir
    Path scratch;

    @Test
    void readsAgainWhatFailedOrWasCut() throws IOException, SQLException {
        var fates = new FirstTime();
        var out = new ByteArrayOutputStream();
        try (var s3 = LocalS3.start();
                var proxy = FaultyProxy.start(s3.endpoint(), Service.S3, fates);
                var client = LocalS3.client(proxy.endpoint(), 16)) {
            s3.createBucket("lake");
            var store = new S3Store(client, ForkJoinPool.commonPool());
            store.put(new Location("lake", "events.parquet"), ByteBuffer.wrap(file()), Condition.ALWAYS)
                    .await()
                    .indefinitely();

            try (var batches =
                    Load.from(store, "lake", "events.parquet").columns("id").open()) {
                batches.writeTo(Format.CSV, Channels.newChannel(out), rows -> {});
            }
        }

        assertThat(fates.failed).hasValueGreaterThan(2);
        assertThat(fates.cut).hasValueGreaterThan(2);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of("id"), IntStream.range(0, ROWS).mapToObj(Integer::toString))
                                .toList());
    }

    private byte[] file() throws IOException, SQLException {
        var file = scratch.resolve("events.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var duckDb = connection.createStatement()) {
            duckDb.execute(
                    "copy (select i as id, hash(i) as noise from range(%d) t(i)) to '%s' (format parquet, row_group_size 20000)"
                            .formatted(ROWS, file));
        }
        return Files.readAllBytes(file);
    }

    /// By turns.
    private static final class FirstTime implements Fates {
        private final Set<String> asked = ConcurrentHashMap.newKeySet();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger cut = new AtomicInteger();

        @Override
        public Optional<Fault> fault(HttpMessage request) {
            return request.header("range").filter(asked::add).map(_ -> {
                boolean fails = failed.get() <= cut.get();
                (fails ? failed : cut).incrementAndGet();
                return fails ? Fault.ERROR_AFTER : Fault.ANSWER_CUT;
            });
        }

        @Override
        public byte[] cut(HttpMessage message) {
            return message.cut(false, 0.5);
        }

        @Override
        public long pauseMillis() {
            return 0;
        }
    }
}
