package io.lamella.entry.wiring;

import io.lamella.core.decode.RowSource;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.Export;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/// Exports into one lake, and publishes what was exported, in this process.
public final class Exporter implements AutoCloseable {
    private static final Duration PUBLISHING = Duration.ofHours(12);

    private final WorkerThreads threads = WorkerThreads.open();
    private final Pipeline pipeline;
    private final Export export;

    /// Asks nobody for merges: this process does them.
    public Exporter(Config config, ObjectStore store) {
        var clock = InstantSource.system();
        var settings = new Ingest.Settings(
                clock,
                new AttemptIds()::next,
                threads.compute(),
                HeapShare.ofOne().bufferBytes());
        Function<Outgoing, Uni<Void>> nobody = message -> Uni.createFrom().voidItem();
        this.pipeline = new Pipeline(config, store, new Pipeline.Queues(nobody, nobody), settings);
        this.export = new Export(pipeline.lake(), settings);
    }

    /// Stages the rows of a run, unless that was done before.
    ///
    /// @param open begins to read the rows
    /// @throws io.lamella.pipeline.SchemaRefusedException if the table has rows that the configured columns cannot stand beside
    public Export.Result stage(SourceObject run, Dataset dataset, Supplier<RowSource> open) {
        pipeline.checkSchema(dataset).await().indefinitely();
        return export.stage(run, dataset, open).await().indefinitely();
    }

    /// Publishes all that is staged in the partitions that a run has rows for.
    public void publish(Receipt receipt, Dataset dataset) {
        pipeline.publish(
                        dataset,
                        receipt.partitions().stream()
                                .map(Receipt.Staged::partition)
                                .toList(),
                        Instant.now().plus(PUBLISHING))
                .await()
                .indefinitely();
    }

    @Override
    public void close() {
        threads.close();
    }
}
