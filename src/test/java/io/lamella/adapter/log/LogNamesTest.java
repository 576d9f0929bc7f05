package io.lamella.adapter.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.pipeline.Event;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.Sweep;
import io.lamella.pipeline.Watch;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What stands in the lines that are logged while pieces of work go from thread to thread.
class LogNamesTest {
    private static final System.Logger LOG = System.getLogger(LogNamesTest.class.getName());

    private final ExecutorService compute = Executors.newFixedThreadPool(2);
    private final ExecutorService network = Executors.newFixedThreadPool(2);
    private final Watch watch = new Watch(
            new MemoryStore(InstantSource.system()),
            InstantSource.system(),
            new JsonLog(line -> {}, EmbeddedMetrics.NONE));
    private final Logger logger = Logger.getLogger(LogNamesTest.class.getName());
    private final Captured captured = new Captured();

    private static final class Captured extends Handler {
        private final ConcurrentLinkedQueue<Line> lines = new ConcurrentLinkedQueue<>();

        record Line(String message, Map<String, String> names) {}

        @Override
        public void publish(LogRecord logged) {
            lines.add(new Line(logged.getMessage(), ExtLogRecord.wrap(logged).getMdcCopy()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void capture() {
        logger.addHandler(captured);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(captured);
        logger.setUseParentHandlers(true);
        compute.close();
        network.close();
    }

    private Uni<String> answer(String text) {
        return Uni.createFrom().completionStage(() -> CompletableFuture.supplyAsync(() -> text, network));
    }

    private static void log(String message) {
        LOG.log(System.Logger.Level.WARNING, message);
    }

    private Uni<Sweep.Report> convert(String key) {
        var source = new SourceObject("landing", key, "etag", 1);
        var task = SliceTask.whole("t", source);
        return watch.over(
                new Subject.Slice(task),
                Optional.empty(),
                work -> Uni.createFrom()
                        .item(key)
                        .invoke(LogNamesTest::log)
                        .emitOn(compute)
                        .invoke(LogNamesTest::log)
                        .chain(this::answer)
                        .invoke(LogNamesTest::log)
                        .chain(text -> Multi.createFrom()
                                .range(0, 3)
                                .emitOn(compute)
                                .onItem()
                                .transformToUniAndConcatenate(i -> answer(text))
                                .invoke(LogNamesTest::log)
                                .collect()
                                .last())
                        .replaceWith(new Sweep.Report(0, 0, List.of(), 0, 0, 0, List.of())),
                Event.Swept::new);
    }

    @Test
    void everyLineNamesItsSourceObjectAndSlice() {
        Multi.createFrom()
                .range(0, 20)
                .onItem()
                .transformToUni(i -> convert(i + ".csv"))
                .merge(4)
                .invoke(done -> log("between"))
                .collect()
                .asList()
                .await()
                .indefinitely();
        log("after");

        var lines = List.copyOf(captured.lines);
        assertThat(lines)
                .filteredOn(line -> line.message().endsWith(".csv"))
                .hasSize(20 * 6)
                .allSatisfy(line -> assertThat(line.names())
                        .containsEntry("source", "s3://landing/" + line.message())
                        .containsEntry("dataset", "t")
                        .hasEntrySatisfying("slice", slice -> assertThat(slice).hasSize(32)));
        assertThat(lines)
                .filteredOn(line -> !line.message().endsWith(".csv"))
                .hasSize(21)
                .allSatisfy(line -> assertThat(line.names()).isEmpty());
    }
}
