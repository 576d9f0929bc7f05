package io.lamella.entry.cli;

import io.lamella.core.event.IngestMessage;
import io.lamella.core.event.Messages;
import io.lamella.core.table.Dataset;
import io.lamella.entry.cli.text.Figures;
import io.lamella.entry.wiring.Embedded;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.Backlog;
import io.lamella.pipeline.Sweep;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// To a pipeline in this process, over a folder: there is no queue there that would outlive it.
final class FolderDelivery implements Delivery {
    /// So that memory does not grow with what is sent.
    private static final int MAX_WAITING = 256;

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final Duration PUBLISHING = Duration.ofHours(12);
    private static final int MAX_ROUNDS = 3;
    private static final int SHOWN = 10;

    private final Embedded embedded;
    private final Dataset dataset;
    private final Path root;
    private final Backlog.Gate rate;

    /// @param rate held beside what this process can take
    FolderDelivery(Config config, Path root, Dataset dataset, Backlog.Gate rate) {
        this.root = root;
        this.dataset = dataset;
        this.rate = rate;
        var pace = new Embedded.Pace(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(5));
        this.embedded = new Embedded(config, root, pace);
        start();
    }

    private void start() {
        try {
            embedded.startWithoutWatch();
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    @Override
    public Uni<Void> send(String body) {
        return embedded.send(body);
    }

    @Override
    public Backlog.Gate gate() {
        return new Backlog.Gate() {
            @Override
            public int atOnce() {
                return Math.min(rate.atOnce(), MAX_WAITING);
            }

            @Override
            public Uni<Void> pass(int messages) {
                return rate.pass(messages).chain(FolderDelivery.this::untilThereIsRoom);
            }
        };
    }

    private Uni<Void> untilThereIsRoom() {
        return embedded.ingestMessages() < MAX_WAITING
                ? Uni.createFrom().voidItem()
                : DeliveryOptions.after(LOOK).chain(this::untilThereIsRoom);
    }

    @Override
    public String target() {
        return "the pipeline in this process, over " + root;
    }

    @Override
    public List<String> finish(ProgressLine progress) throws InterruptedException {
        while (embedded.ingestMessages() > 0) {
            progress.show(() -> counted() + ", " + embedded.ingestMessages() + " to be converted");
            Thread.sleep(LOOK);
        }
        embedded.worker().stop().await().atMost(GRACE);
        var problems = new ArrayList<String>();
        embedded.deadLetters().stream().limit(SHOWN).map(FolderDelivery::given).forEach(problems::add);
        if (embedded.deadLetters().size() > SHOWN) {
            problems.add("and " + (embedded.deadLetters().size() - SHOWN) + " more");
        }
        publish(progress);
        staged().map(FolderDelivery::leftStaged).forEach(problems::add);
        return problems;
    }

    private void publish(ProgressLine progress) {
        for (int round = 0; round < MAX_ROUNDS && staged().findAny().isPresent(); round++) {
            progress.show(() -> counted() + ", publishing");
            embedded.pipeline()
                    .publish(dataset, Instant.now().plus(PUBLISHING))
                    .await()
                    .indefinitely();
        }
    }

    /// What waits to be published, after a sweep has taken away what does not count.
    private Stream<Sweep.Waiting> staged() {
        return embedded.pipeline().sweep().await().indefinitely().waiting().stream()
                .filter(waiting -> waiting.dataset().equals(dataset.name()) && waiting.files() > 0);
    }

    private String counted() {
        return "converted " + Figures.count(embedded.worker().counters().slices(), "slice");
    }

    private static String given(String body) {
        var object = Messages.readIngest(body) instanceof IngestMessage.Slice(var task)
                ? task.source().uri()
                : body;
        return object + " could not be converted; lamella status tells why";
    }

    private static String leftStaged(Sweep.Waiting waiting) {
        return waiting.files() + " staged files of " + waiting.dataset() + " could not be published; lamella verify "
                + waiting.dataset() + " may tell why";
    }

    @Override
    public void close() {
        embedded.close();
    }
}
