package io.lamella.entry.cli;

import io.lamella.entry.cli.live.LakeView;
import io.lamella.entry.cli.live.LivePort;
import io.lamella.entry.cli.live.LiveServer;
import io.lamella.entry.cli.live.WorkLog;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.entry.wiring.QueueDepth;
import io.lamella.pipeline.Observer;
import io.smallrye.mutiny.Uni;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A page that shows a pipeline at work, for whoever asks for one.
public final class LiveOptions {
    private static final String PORT = "8479";
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--ui",
            description = "Show what goes on in a page for browsers of this machine: queues, workers, staged files and"
                    + " parts, drawn to scale.")
    private boolean ui;

    @Option(
            names = "--ui-port",
            paramLabel = "PORT",
            defaultValue = PORT,
            description = "Where --ui is served; 0 for any port that is free. Default: ${DEFAULT-VALUE}")
    private int port;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private final WorkLog work = new WorkLog(InstantSource.system());

    /// @throws ParameterException if there can be no such port
    static void requirePort(CommandLine command, String option, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(command, option + " must be 0 to " + MAX_PORT + " but was " + port);
        }
    }

    /// Whom the pipeline has to tell what it does.
    public List<Observer> observers() {
        return ui ? List.of(work) : List.of();
    }

    /// Takes the page's port, if the page was asked for, before there is anything to show.
    public Page open() {
        requirePort(command.commandLine(), "--ui-port", port);
        return new Page(ui ? new LivePort(port) : null);
    }

    /// The page, as long as it is served. Does nothing if nobody asked for it.
    public final class Page implements AutoCloseable {
        private final @Nullable LivePort taken;
        private @Nullable LiveServer server;

        private Page(@Nullable LivePort taken) {
            this.taken = taken;
        }

        /// @param queues answers how full they are
        /// @param pause between two looks at the lake, at least
        /// @param tell is told where the page is
        public void serve(
                Pipeline pipeline, Supplier<Uni<List<QueueDepth>>> queues, Duration pause, Consumer<String> tell) {
            if (taken == null) {
                return;
            }
            var clock = InstantSource.system();
            var lake = pipeline.lake();
            var view = new LakeView(lake, pipeline.datasets().all(), pause, clock, Thread::startVirtualThread);
            LiveServer.Drawing drawing =
                    part -> new PageFile(ParquetFile.open(FileBytes.object(lake.store(), part))).html();
            server = new LiveServer(taken, new LiveServer.Source(work, view, queues, drawing), clock);
            tell.accept("look at " + server.url());
        }

        /// Leaves the page there until the process is asked to stop. Returns at once if there is none.
        public void awaitEnd(PrintWriter out) throws InterruptedException {
            if (server == null) {
                return;
            }
            var stopped = new CountDownLatch(1);
            Shutdown.before(stopped::countDown);
            out.printf("  The page stays at %s until Ctrl-C.%n", server.url());
            out.flush();
            stopped.await();
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            } else if (taken != null) {
                taken.close();
            }
        }
    }
}
