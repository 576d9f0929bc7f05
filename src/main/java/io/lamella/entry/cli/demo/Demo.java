package io.lamella.entry.cli.demo;

import io.lamella.entry.cli.LiveOptions;
import io.lamella.entry.wiring.Embedded;
import io.lamella.entry.wiring.config.Config;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Audit;
import io.lamella.pipeline.Observer;
import io.lamella.pipeline.Tracer;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Shows the main job from end to end: files land, tables grow, every row is accounted for.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the whole pipeline on generated files, live, in a folder.",
            "",
            "A few hundred small CSV and NDJSON files land one after another; each is converted,",
            "staged, and appended to its partition. At the end every row is counted. It is the real",
            "pipeline: folders take the place of buckets, and queues are in memory.",
            "",
            "With --ui a page shows it in a browser, and stays until Ctrl-C.",
            "",
            "With --big one CSV file of 74 MB lands, is cut into slices and converted side by side.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella demo --files 500 --directory /tmp/lamella-demo",
            "  lamella demo --ui",
            "  lamella demo --big"
        })
public final class Demo implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final long BIG_FILE_BYTES = 64 * 1024 * 1024;
    private static final String CONFIG = "lamella.yaml";

    @Option(names = "--files", defaultValue = "300", description = "How many files land. Default: ${DEFAULT-VALUE}")
    private int files;

    @Option(names = "--big", description = "One big file lands instead of many small ones.")
    private boolean big;

    @Option(
            names = "--directory",
            defaultValue = "lamella-demo",
            description = "Where it happens; what an earlier demo left there is removed. Default: ${DEFAULT-VALUE}")
    private Path directory;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "Other seeds make other files. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private LiveOptions live;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        if (files < 1) {
            throw new ParameterException(spec.commandLine(), "--files must be 1 or more but was " + files);
        }
        try (var page = live.open();
                var _ = DemoFolder.prepare(directory)) {
            return show(page, out);
        }
    }

    private int show(LiveOptions.Page page, PrintWriter out) throws IOException, InterruptedException {
        var config = writeConfig();
        out.printf(
                "%nLamella demo in %s%n%n  %s%n%n",
                directory,
                big
                        ? "One big CSV file lands in landing/, is cut into slices, and becomes a table in lake/tables/."
                        : files + " small CSV and NDJSON files land in landing/, and become tables in lake/tables/.");
        var input = new DemoFiles(directory.resolve("landing"), seed);
        var started = Instant.now();
        var pace = new Embedded.Pace(GLANCE, Duration.ofSeconds(1), Duration.ofSeconds(2));
        boolean done;
        var observer = Observer.all(live.observers());
        try (var embedded = new Embedded(config, directory, pace, observer, Tracer.NONE)) {
            page.serve(
                    embedded.pipeline(),
                    () -> Uni.createFrom().item(embedded::queues),
                    GLANCE,
                    url -> out.printf("  %s%n%n", url));
            embedded.start();
            var screen = new DemoScreen(out, big ? 1 : files);
            done = landAndWatch(input, embedded, screen);
            screen.end();
            embedded.worker().stop().await().atMost(PATIENCE);
            int code = report(out, config, input, embedded, done, Duration.between(started, Instant.now()));
            page.awaitEnd(out);
            return code;
        }
    }

    private Config writeConfig() throws IOException {
        var path = directory.resolve(CONFIG);
        try (InputStream text =
                Objects.requireNonNull(Demo.class.getResourceAsStream("/demo/lamella.yaml"), "demo/lamella.yaml")) {
            Files.write(path, text.readAllBytes());
        }
        return ConfigLoader.load(path);
    }

    /// Lets the files land at a steady rate, then waits until all that landed is in the tables.
    private boolean landAndWatch(DemoFiles input, Embedded embedded, DemoScreen screen)
            throws IOException, InterruptedException {
        if (big) {
            input.landBig(BIG_FILE_BYTES);
        }
        for (int number = 0; number < files && !big; number++) {
            input.land(number);
            if (number % 10 == 9) {
                screen.show(DemoState.look(input, embedded));
                Thread.sleep(GLANCE);
            }
        }
        var giveUp = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(giveUp)) {
            var state = DemoState.look(input, embedded);
            screen.show(state);
            if (state.isDone()) {
                return true;
            }
            Thread.sleep(GLANCE);
        }
        return false;
    }

    private int report(
            PrintWriter out, Config config, DemoFiles input, Embedded embedded, boolean done, Duration took) {
        List<Audit.PartReport> parts = new ArrayList<>();
        for (var dataset : config.datasets()) {
            parts.addAll(new Audit(embedded.pipeline().lake())
                    .audit(dataset.name())
                    .collect()
                    .asList()
                    .await()
                    .atMost(PATIENCE));
        }
        var report = new DemoReport(
                out, directory, input, parts, DemoState.look(input, embedded).quarantined(), took);
        report.printRows();
        if (!big) {
            new DemoInsights(out, answers(embedded, parts)).print();
        }
        return report.printEnd(done);
    }

    private static DemoAnswers answers(Embedded embedded, List<Audit.PartReport> parts) {
        return DemoAnswers.of(
                embedded.pipeline().lake().store(),
                parts.stream()
                        .map(Audit.PartReport::location)
                        .filter(part -> part.key().startsWith("tables/events/"))
                        .toList());
    }
}
