package io.lamella.entry.cli;

import io.lamella.core.cost.Bill;
import io.lamella.core.cost.Deployment;
import io.lamella.core.cost.Prices;
import io.lamella.core.cost.Speeds;
import io.lamella.core.cost.Workload;
import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.config.ByteSize;
import io.lamella.entry.wiring.config.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Estimates what a workload costs on AWS.
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description = {
            "Estimates what a workload costs on AWS, line by line.",
            "",
            "Counts the requests that the pipeline sends for objects that land evenly over a time, and",
            "puts list prices on them. Nothing is asked of AWS. Failures, rejected rows and free tiers",
            "are left out.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella cost --objects 1000000 --bytes 10GB --over 30d --partitions 1",
            "  lamella cost --objects 100 --bytes 100GB --over 1d --partitions 24 --freshness 1h",
            "  lamella cost --objects 5000000 --bytes 1TB --over 30d --partitions 30 --prices eu.properties"
        })
final class Cost implements Callable<Integer> {
    @Option(names = "--objects", required = true, description = "How many objects land.")
    private long objects;

    @Option(names = "--bytes", required = true, description = "The text in all of them, decompressed: 500MB, 10GB.")
    private String bytes;

    @Option(names = "--over", defaultValue = "30d", description = "The time in which they land, evenly. Default: 30d")
    private String over;

    @Option(
            names = "--partitions",
            defaultValue = "1",
            description = "Partitions that are written to in that time. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(
            names = "--partitions-per-object",
            defaultValue = "1",
            description = "Of so many of them each object has rows. Default: ${DEFAULT-VALUE}")
    private int partitionsPerObject;

    @Option(
            names = "--text-per-parquet",
            defaultValue = "3.25",
            description = "Bytes of text that make a byte of Parquet. Default: ${DEFAULT-VALUE}")
    private double textPerParquet;

    @Option(names = "--freshness", defaultValue = "10m", description = "As in lamella.yaml. Default: ${DEFAULT-VALUE}")
    private String freshness;

    @Option(names = "--interval", defaultValue = "10m", description = "As in lamella.yaml. Default: ${DEFAULT-VALUE}")
    private String interval;

    @Option(names = "--append-never", description = "Each commit is a file of its own, as with `append: never`.")
    private boolean appendNever;

    @Option(
            names = "--memory",
            defaultValue = "1769",
            description = "Of each function, in MB. Default: ${DEFAULT-VALUE}")
    private int memoryMb;

    @Option(names = "--x86", description = "Functions run on x86_64 in place of arm64.")
    private boolean x86;

    @Option(names = "--versioned", description = "The lake keeps replaced versions, for a day.")
    private boolean versioned;

    @Option(names = "--replicated", description = "The lake is replicated to another region.")
    private boolean replicated;

    @Option(
            names = "--request-millis",
            defaultValue = "50",
            description = "How long a request to S3 or SQS takes. Default: ${DEFAULT-VALUE}")
    private double requestMillis;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Other prices than those of us-east-1, in the form of prices.properties.")
    private @Nullable Path prices;

    @Mixin
    private ReportOptions reports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var dated = prices();
        try {
            var workload = new Workload(
                    objects,
                    parsed("--bytes", bytes, ByteSize::parse),
                    parsed("--over", over, TimeSpan::parse),
                    partitions,
                    partitionsPerObject,
                    textPerParquet);
            var deployment = deployment();
            reports.show(new CostReport(workload, deployment, dated, Bill.of(workload, deployment, speeds(), dated)));
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Deployment deployment() {
        return new Deployment(
                parsed("--freshness", freshness, TimeSpan::parse),
                parsed("--interval", interval, TimeSpan::parse),
                Dataset.Sizes.DEFAULT,
                appendNever ? Dataset.AppendMode.NEVER : Dataset.AppendMode.ALWAYS,
                memoryMb,
                !x86,
                versioned,
                replicated);
    }

    private Speeds speeds() {
        var standard = Speeds.STANDARD;
        return new Speeds(
                requestMillis / Duration.ofSeconds(1).toMillis(),
                standard.object(),
                standard.gigabyte(),
                standard.stagedFile(),
                standard.joinedGigabyte(),
                standard.copiedBytes());
    }

    private Prices prices() throws IOException {
        if (prices == null) {
            return Prices.standard();
        }
        try (var reader = Files.newBufferedReader(prices)) {
            return Prices.read(prices.toString(), reader);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private <T> T parsed(String option, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }
}
