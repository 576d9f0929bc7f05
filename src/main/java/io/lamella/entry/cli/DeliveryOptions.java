package io.lamella.entry.cli;

import io.lamella.core.table.Dataset;
import io.lamella.pipeline.Rate;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where a command sends what is to be ingested, and how fast.
final class DeliveryOptions {
    static final String INGEST_QUEUE = "LAMELLA_INGEST_QUEUE_URL";

    private static final double DEFAULT_RATE = 100;
    private static final double MAX_RATE = 10_000;

    @Option(
            names = "--ingest-queue",
            description = "The URL of the ingest queue. Default: " + INGEST_QUEUE + ". With --root there is none.")
    private @Nullable String ingestQueue;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            description = "Messages a second at most. Default: 100/s; with --root, what this machine can take.")
    private @Nullable String rate;

    /// Messages a second at most.
    double rate(CommandLine command, LakeOptions.Opened lake) {
        if (rate == null) {
            return lake.root() == null ? DEFAULT_RATE : MAX_RATE;
        }
        double perSecond = number(command, rate.endsWith("/s") ? rate.substring(0, rate.length() - 2) : rate);
        if (!(perSecond > 0 && perSecond <= MAX_RATE)) {
            throw wrongRate(command);
        }
        return perSecond;
    }

    private double number(CommandLine command, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrongRate(command);
        }
    }

    private ParameterException wrongRate(CommandLine command) {
        return new ParameterException(
                command, "--rate must be messages a second, such as 50/s, 10000/s at most, but was " + rate);
    }

    /// Opens the way to whoever converts.
    Delivery open(CommandLine command, LakeOptions.Opened lake, Dataset dataset) {
        var gate = new Rate(rate(command, lake), InstantSource.system(), DeliveryOptions::after);
        if (lake.root() != null) {
            if (ingestQueue != null) {
                throw new ParameterException(command, "give --root or --ingest-queue, but not both");
            }
            return new FolderDelivery(lake.config(), lake.root(), dataset, gate);
        }
        return new QueueDelivery(queueUrl(command), gate);
    }

    /// @throws ParameterException if none is given
    String queueUrl(CommandLine command) {
        var url = ingestQueue == null ? System.getenv(INGEST_QUEUE) : ingestQueue;
        if (url == null || url.isBlank()) {
            throw new ParameterException(
                    command,
                    "give the URL of the ingest queue by --ingest-queue or " + INGEST_QUEUE
                            + ", or give the --root of a lake in a folder");
        }
        return url;
    }

    /// Completes after a time.
    static Uni<Void> after(Duration pause) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(pause);
    }
}
