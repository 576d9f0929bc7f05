package io.lamella.entry.cli;

import io.lamella.entry.cli.live.LakeView;
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
import picocli.CommandLine.Option;

/// A page that shows a pipeline at work, for whoever asks for one.
public final class LiveOptions {
    private static final String PORT = "8479";

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

    private final WorkLog work = new WorkLog(InstantSource.system());

    /// Whom the pipeline has to tell what it does.
    public List<Observer> observers() {
        return ui ? List.of(work) : List.of();
    }

    /// Serves the page until it is closed, if it was asked for.
    ///
    /// @param queues answers how full they are
    /// @param pause between two looks at the lake, at least
    /// @param tell is told where the page is
    public Served serve(
            Pipeline pipeline, Supplier<Uni<List<QueueDepth>>> queues, Duration pause, Consumer<String> tell) {
        if (!ui) {
            return new Served(null);
        }
        var clock = InstantSource.system();
        var lake = pipeline.lake();
        var view = new LakeView(lake, pipeline.datasets().all(), pause, clock, Thread::startVirtualThread);
        LiveServer.Drawing drawing =
                part -> new PageFile(ParquetFile.open(FileBytes.object(lake.store(), part))).html();
        var server = new LiveServer(port, new LiveServer.Source(work, view, queues, drawing), clock);
        tell.accept("look at " + server.url());
        return new Served(server);
    }

    /// The page as long as it is served.
    public record Served(@Nullable LiveServer server) implements AutoCloseable {
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
            }
        }
    }
}
