package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.Vector;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Encoding with and without a background: the same bytes, and the same answers on the way.
class BackgroundTest {
    private static final TableSchema SCHEMA = new TableSchema(List.of(
            new Column("id", new ColumnType.Text(), true),
            new Column("kind", new ColumnType.Text(), false),
            new Column("number", new ColumnType.Int(64), false)));
    private static final int ROWS = 4_000;
    private static final int BATCHES = 60;

    /// Puts work off until somebody waits for it.
    private static final class Procrastination implements Background {
        private final Queue<Runnable> begun = new ArrayDeque<>();

        @Override
        public Runnable begin(Runnable work) {
            var done = new CompletableFuture<Void>();
            begun.add(() -> {
                work.run();
                done.complete(null);
            });
            return () -> {
                while (!done.isDone()) {
                    begun.remove().run();
                }
            };
        }
    }

    /// @param told what the encoder said of itself after each batch
    private record Outcome(List<Long> told, List<ByteBuffer> content) {}

    private static Outcome encode(Background background) {
        var told = new ArrayList<Long>();
        var content = new ArrayList<ByteBuffer>();
        var random = new SplittableRandom(4);
        var rows = IntStream.range(0, ROWS).toArray();
        try (var encoder = new RowGroupEncoder(SCHEMA, WriterSettings.DEFAULT, background)) {
            for (int batch = 0; batch < BATCHES; batch++) {
                encoder.append(batch(random), rows, 0, ROWS);
                told.add(encoder.encodedBytes());
                told.add(encoder.bufferedBytes());
                if (batch % 25 == 24) {
                    content.addAll(encoder.finish().content());
                }
            }
            content.addAll(encoder.finish().content());
        }
        return new Outcome(told, content);
    }

    private static List<Vector> batch(SplittableRandom random) {
        var ids = new BytesVector(ROWS);
        ids.clear();
        var kinds = new BytesVector(ROWS);
        kinds.clear();
        var numbers = new LongVector(ROWS);
        for (int row = 0; row < ROWS; row++) {
            put(ids, row, Long.toHexString(random.nextLong()));
            put(kinds, row, "kind " + random.nextInt(20));
            numbers.set(row, random.nextInt(1_000_000));
        }
        return List.of(ids, kinds, numbers);
    }

    private static void put(BytesVector vector, int row, String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int start = vector.append(row, bytes.length);
        System.arraycopy(bytes, 0, vector.data, start, bytes.length);
    }

    @Test
    void makesTheSameBytesHoweverLateWorkIsDone() {
        assertThat(encode(new Procrastination())).isEqualTo(encode(Background.NONE));
    }

    @Test
    void makesTheSameBytesWithASecondThread() {
        try (var thread = Executors.newSingleThreadExecutor()) {
            Background second = work -> CompletableFuture.runAsync(work, thread)::join;

            assertThat(encode(second)).isEqualTo(encode(Background.NONE));
        }
    }

    @Test
    void failsAsTheBackgroundDoes() {
        var failure = new IllegalStateException("no room");
        Background failing = work -> () -> {
            throw failure;
        };

        assertThatThrownBy(() -> encode(failing)).isSameAs(failure);
    }

    @Test
    void bytesDependOnTheRows() {
        assertThat(encode(Background.NONE).content().stream()
                        .mapToInt(ByteBuffer::remaining)
                        .sum())
                .isGreaterThan(Arrays.stream(new int[BATCHES]).map(_ -> ROWS).sum());
    }
}
