package io.lamella.entry.cli;

import io.lamella.core.decode.BatchSink;
import io.lamella.core.decode.RowSource;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Fingerprint;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.entry.wiring.Exporter;
import io.lamella.pipeline.LakeStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Puts the rows of a query into a table, once.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the rows that a query of PostgreSQL, MariaDB or MySQL answers into a table, once for each run id.",
            "",
            "The types of the result are held against the columns of the dataset, by name, before a row is read.",
            "Rows are fetched as they are written, and never held. Those that do not fit go to quarantine.",
            "The query runs in a read-only transaction that sees one snapshot, in a session in UTC.",
            "",
            "A run may be killed at any moment and started again with the same run id: what it uploaded is freed,",
            "and its rows are added once. A run that was added before is left as it is.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 the rows are in the table, or were before, 1 they are staged and could not be published,",
            "2 nothing was added.",
            "",
            "Examples:",
            "  lamella export --jdbc jdbc:postgresql://db/shop --user reader --password-file secret \\",
            "      --query 'SELECT * FROM orders WHERE day = current_date - 1' --dataset orders --run-id 2026-01-31",
            "  lamella export --jdbc jdbc:mysql://db/shop --user reader --query @orders.sql --dataset orders \\",
            "      --run-id '{{ run_id }}' --root data"
        })
final class Export implements Callable<Integer> {
    /// Room enough for the ids of Airflow, and none for what breaks lines.
    private static final Pattern RUN_ID = Pattern.compile("[\\p{Graph} &&[^/]]{1,250}");

    @Mixin
    private DatabaseOptions database;

    @Option(names = "--dataset", required = true, description = "The dataset whose table the rows are for.")
    private String datasetName;

    @Option(
            names = "--run-id",
            required = true,
            description = "Names the run within the dataset: its rows are added once, however often it is started. For"
                    + " a task of Airflow {{ run_id }}, or the day that the rows are of.")
    private String runId;

    @Option(
            names = "--stage-only",
            description = "Leave it to the workers of the lake to publish the rows, after their next sweep.")
    private boolean stageOnly;

    @Mixin
    private LakeOptions options;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var command = spec.commandLine();
        if (!RUN_ID.matcher(runId).matches()) {
            throw new ParameterException(
                    command, "--run-id must be 1 to 250 characters of ASCII without a slash but was '" + runId + "'");
        }
        var query = database.query(command);
        var opened = options.open(command);
        var dataset = LakeOptions.dataset(command, opened.config(), datasetName);
        var run = SourceObject.ofRun(
                dataset.name(), runId, Fingerprint.of(query.text().getBytes(StandardCharsets.UTF_8)));
        try (var exporter = new Exporter(opened.config(), opened.lake().store());
                var progress = new ProgressLine(command.getErr())) {
            var result = exporter.stage(run, dataset, () -> new CountedRows(query.open(dataset), progress));
            if (!stageOnly) {
                progress.show(() -> "publishing");
                exporter.publish(result.receipt(), dataset);
            }
            boolean waits = waits(opened.lake(), result.receipt(), dataset);
            progress.clear();
            reports.show(new ExportReport(result, waits));
            return waits && !stageOnly ? 1 : 0;
        }
    }

    /// Whether rows of the run are staged still.
    private static boolean waits(LakeStore lake, Receipt receipt, Dataset dataset) {
        var slice = SliceId.of(receipt.task());
        return receipt.partitions().stream()
                .map(staged -> lake.keys().staged(dataset.name(), staged.partition(), slice, receipt.attempt()))
                .anyMatch(key -> !PublishedSlices.list(lake, key).isEmpty());
    }

    /// Tells how many rows have been read.
    private static final class CountedRows implements RowSource {
        private static final double NANOS = 1e9;

        private final RowSource rows;
        private final ProgressLine progress;
        private final long start = System.nanoTime();
        private long read;

        CountedRows(RowSource rows, ProgressLine progress) {
            this.rows = rows;
            this.progress = progress;
        }

        @Override
        public boolean advance(BatchSink sink) {
            boolean more = rows.advance(batch -> {
                read += batch.accepted() + batch.rejected().size();
                sink.accept(batch);
            });
            progress.show(() -> "read %,d rows, %,.0f a second"
                    .formatted(read, read * NANOS / Math.max(1, System.nanoTime() - start)));
            return more;
        }

        @Override
        public long decodedBytes() {
            return rows.decodedBytes();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
