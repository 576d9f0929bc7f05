package io.lamella.entry.cli;

import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.Backlog;
import io.lamella.pipeline.Replay;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What commands share that have something ingested: into which dataset of which lake, and by what way.
final class IngestOptions {
    @Option(names = "--dataset", required = true, description = "The dataset of the configuration that it is for.")
    private String dataset;

    @Mixin
    private DeliveryOptions delivery;

    @Mixin
    private LakeOptions lake;

    /// The lake and the dataset that were named.
    ///
    /// @param perSecond messages at most
    record Opened(LakeOptions.Opened lake, Dataset dataset, double perSecond) {
        Config config() {
            return lake.config();
        }

        /// Whether the lake lies in a folder, and this process is the one to convert.
        boolean isInFolder() {
            return lake.root() != null;
        }

        Backlog backlog() {
            return new Backlog(lake.lake(), dataset);
        }

        Replay replay(boolean evenUnchanged) {
            return new Replay(lake.lake(), dataset, evenUnchanged);
        }
    }

    /// Opens the lake, and checks what can be checked before there is work.
    Opened open(CommandLine command) {
        var opened = lake.open(command);
        return new Opened(
                opened, LakeOptions.dataset(command, opened.config(), dataset), delivery.rate(command, opened));
    }

    /// @throws CommandLine.ParameterException if it is not said where messages go
    void requireTarget(CommandLine command, Opened opened) {
        if (!opened.isInFolder()) {
            delivery.queueUrl(command);
        }
    }

    /// Opens the way to whoever converts.
    Delivery deliver(CommandLine command, Opened opened) {
        return delivery.open(command, opened.lake(), opened.dataset());
    }
}
