package io.lamella.entry.cli;

import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.entry.wiring.LakeFolder;
import io.lamella.pipeline.Datasets;
import io.lamella.pipeline.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells what became of one source object.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what became of a file.",
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
            "  lamella status s3://landing/events/a.csv --config lamella.yaml --root data",
            "  lamella status data/landing/events/a.csv --config lamella.yaml --root data"
        })
final class Status implements Callable<Integer> {
    private static final String SCHEME = "s3://";

    @Parameters(paramLabel = "OBJECT", description = "s3://bucket/key, or the file below the root.")
    private String object;

    @Mixin
    private LakeOptions lake;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var config = lake.config();
        var folder = lake.folder(spec.commandLine(), config);
        var location = location(folder);
        var info = folder.lake().store().head(location).await().indefinitely();
        var source = new SourceObject(location.bucket(), location.key(), info.etag(), info.size());
        var statuses = new ArrayList<SliceStatus>();
        for (var dataset : new Datasets(config.datasets()).of(location.bucket(), location.key())) {
            statuses.add(SliceStatus.look(folder, SliceTask.whole(dataset.name(), source)));
        }
        var report = new StatusReport(source, statuses);
        var out = spec.commandLine().getOut();
        if (json) {
            JsonText.print(report.json(), out);
        } else {
            report.print(out);
        }
        return report.isGood() ? 0 : 1;
    }

    private Location location(LakeFolder folder) {
        if (object.startsWith(SCHEME)) {
            int slash = object.indexOf('/', SCHEME.length());
            if (slash < 0 || slash == object.length() - 1) {
                throw new ParameterException(spec.commandLine(), object + " must be s3://bucket/key");
            }
            return new Location(object.substring(SCHEME.length(), slash), object.substring(slash + 1));
        }
        var root = folder.root().toAbsolutePath().normalize();
        var file = Path.of(object).toAbsolutePath().normalize();
        if (!file.startsWith(root) || file.getNameCount() < root.getNameCount() + 2) {
            throw new ParameterException(
                    spec.commandLine(), object + " must lie in a bucket's folder below --root " + folder.root());
        }
        var key = root.relativize(file);
        return new Location(
                key.getName(0).toString(),
                key.subpath(1, key.getNameCount()).toString().replace('\\', '/'));
    }
}
