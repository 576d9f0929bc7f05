package io.lamella.entry.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.MemoryStore;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.core.table.Receipt;
import io.lamella.entry.lambda.Events;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.Location;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is in a snapshot is shared by all environments that are restored from it. Exactly-once rests on attempts that are told apart.
class RehearsalTest {
    private final MemoryStore store = new MemoryStore(() -> Instant.EPOCH);
    private final List<String> drawn = new ArrayList<>();
    private final AttemptIds ids = new AttemptIds();

    @Test
    void drawsNoAttemptIdBeforeThereIsWork() {
        var pipeline = pipeline();
        assertThat(drawn).as("ids that a snapshot would hold").isEmpty();

        var receipts = new ArrayList<Receipt>();
        for (var key : List.of("a", "b")) {
            receipts.addAll(pipeline.ingest()
                    .handle(land(key), Optional.empty())
                    .await()
                    .indefinitely());
        }

        assertThat(receipts)
                .extracting(Receipt::attempt)
                .doesNotHaveDuplicates()
                .isEqualTo(drawn);
    }

    @Test
    void keepsNoStateFromWhichIdsFollow() {
        var ids = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(new AttemptIds().next());
        }
        assertThat(ids).hasSize(1_000);
        assertThat(AttemptIds.class.getDeclaredFields())
                .allSatisfy(field -> assertThat(field.getType().isPrimitive())
                        .as(field.toString())
                        .isTrue());
    }

    @Test
    void goesThroughAllStages() {
        assertThatCode(() -> Rehearsal.rehearse(() -> Instant.EPOCH)).doesNotThrowAnyException();
    }

    private Pipeline pipeline() {
        var config = ConfigLoader.parse("lamella.yaml", """
                lake: {bucket: lake}
                datasets:
                  people:
                    source: s3://landing/**
                    columns: {id: int64}
                """);
        var queue = new MemoryQueue(QueueSettings.fifo("merge"), () -> Instant.EPOCH);
        var settings = new Ingest.Settings(() -> Instant.EPOCH, this::draw, Runnable::run, 1024 * 1024);
        return new Pipeline(config, store, new Pipeline.Queues(queue::send, queue::send), settings);
    }

    private String draw() {
        var id = ids.next();
        drawn.add(id);
        return id;
    }

    private String land(String key) {
        var location = new Location("landing", key);
        store.put(location, ByteBuffer.wrap("id\n1\n".getBytes(StandardCharsets.UTF_8)), Condition.ALWAYS)
                .await()
                .indefinitely();
        return Events.created(store.head(location).await().indefinitely());
    }
}
