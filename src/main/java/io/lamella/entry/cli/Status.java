package io.lamella.entry.cli;

import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.pipeline.Datasets;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.SliceUploads;
import io.lamella.pipeline.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells what became of one source object, or of one run of an export.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what became of a file, or of a run of an export.",
            "",
            "For each dataset that the file belongs to: how many rows were taken and rejected, in which",
            "parts they are or whether they still wait, and what to do if something went wrong.",
            ""
        },
        footer = {
            "",
            "Exit code: 0 it was converted, 1 it was not (yet), or rows are missing, 2 it could not be told.",
            "",
            "Examples:",
            "  lamella status s3://landing/events/a.csv --config s3://settings/lamella.yaml",
            "  lamella status data/landing/events/a.csv --config lamella.yaml --root data",
            "  lamella status export://orders/2026-01-31"
        })
final class Status implements Callable<Integer> {
    private static final String RUN_SCHEME = SourceObject.RUNS + "//";

    @Parameters(
            paramLabel = "OBJECT",
            description = "s3://bucket/key, the file below the root, or export://dataset/run-id.")
    private String object;

    @Mixin
    private LakeOptions options;

    @Option(
            names = "--versions",
            description = "Tell of every version that was ever converted. Reads all receipts of the dataset; done"
                    + " anyway if the object is gone.")
    private boolean versions;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var opened = options.open(spec.commandLine());
        return object.startsWith(RUN_SCHEME) ? showRun(opened) : showObject(opened);
    }

    private int showRun(LakeOptions.Opened opened) throws IOException {
        int slash = object.indexOf('/', RUN_SCHEME.length());
        if (slash <= RUN_SCHEME.length() || slash == object.length() - 1) {
            throw new ParameterException(spec.commandLine(), object + " must be export://dataset/run-id");
        }
        if (versions) {
            throw new ParameterException(spec.commandLine(), "--versions is for objects; a run is exported once");
        }
        var name = object.substring(RUN_SCHEME.length(), slash);
        var dataset = LakeOptions.dataset(spec.commandLine(), opened.config(), name);
        var task = SliceTask.whole(name, SourceObject.ofRun(dataset.name(), object.substring(slash + 1), ""));
        var pending = new SliceUploads(opened.lake())
                .of(task)
                .collect()
                .asList()
                .await()
                .indefinitely();
        var run = SliceStatus.look(opened.lake(), task).getFirst();
        reports.show(new RunStatusReport(run, pending.size()));
        return run.isGood() ? 0 : 1;
    }

    private int showObject(LakeOptions.Opened opened) throws IOException {
        var location = location(opened.root());
        var source = source(opened.lake().store(), location);
        var datasets = new Datasets(opened.config().datasets()).of(location.bucket(), location.key());
        var statuses = new ArrayList<SliceStatus>();
        for (var dataset : datasets) {
            if (source.isEmpty() || versions) {
                statuses.addAll(SliceStatus.versions(opened.lake(), dataset.name(), location));
            } else {
                statuses.addAll(SliceStatus.look(opened.lake(), SliceTask.whole(dataset.name(), source.get())));
            }
        }
        var report = new StatusReport(location, source, !datasets.isEmpty(), statuses);
        reports.show(report);
        return report.isGood() ? 0 : 1;
    }

    /// The object as it is now; empty if it was deleted.
    private static Optional<SourceObject> source(ObjectStore store, Location location) {
        try {
            var info = store.head(location).await().indefinitely();
            return Optional.of(new SourceObject(location.bucket(), location.key(), info.etag(), info.size()));
        } catch (StoreException e) {
            if (e.reason() == StoreException.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Location location(@Nullable Path root) {
        return S3Uri.parse(spec.commandLine(), object).orElseGet(() -> {
            if (root == null) {
                throw new ParameterException(
                        spec.commandLine(), object + " must be s3://bucket/key, or give the --root that it lies below");
            }
            return below(root.toAbsolutePath().normalize());
        });
    }

    private Location below(Path root) {
        var file = Path.of(object).toAbsolutePath().normalize();
        if (!file.startsWith(root) || file.getNameCount() < root.getNameCount() + 2) {
            throw new ParameterException(
                    spec.commandLine(), object + " must lie in a bucket's folder below --root " + root);
        }
        var key = root.relativize(file);
        return new Location(
                key.getName(0).toString(),
                key.subpath(1, key.getNameCount()).toString().replace('\\', '/'));
    }
}
