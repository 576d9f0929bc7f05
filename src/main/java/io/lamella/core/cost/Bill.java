package io.lamella.core.cost;

import java.util.ArrayList;
import java.util.List;

/// What a workload costs, line by line.
///
/// @param landed for converting and publishing what lands, once
/// @param kept for keeping it, each month
/// @param standing for the stack, each month, whatever lands
public record Bill(List<Line> landed, List<Line> kept, List<Line> standing) {
    private static final double GB = 1e9;
    private static final double DAYS_PER_MONTH = 30;
    private static final double SECONDS_PER_MONTH = DAYS_PER_MONTH * 24 * 60 * 60;

    /// The line that a function writes to its log for a slice or a merge, and what Lambda writes for an invocation.
    public static final double EVENT_BYTES = 800;

    /// The line of a slice that was published.
    public static final double PUBLISHED_BYTES = 200;

    private static final double INVOCATION_BYTES = 400;

    public static final double RECEIPT_BYTES = 600;

    /// A sweep lists what is staged and the quarantine of each dataset, and the uploads below four folders.
    public static final int LISTS_PER_SWEEP = 6;

    /// Lambda asks a queue that has nothing in five loops, each time for 20 seconds.
    private static final double IDLE_RECEIVES = 5 * SECONDS_PER_MONTH / 20;

    /// With one dataset: those of ingest, compact and sweep that have a value in each hour.
    public static final int METRICS = 23;

    /// With one dataset. Each of the two alarms on failures looks at four.
    public static final int ALARM_METRICS = 15;

    public Bill {
        landed = List.copyOf(landed);
        kept = List.copyOf(kept);
        standing = List.copyOf(standing);
    }

    /// @param quantity of the unit
    public record Line(String service, String item, double quantity, String unit, double dollars) {}

    public static Bill of(Workload workload, Deployment deployment, Speeds speeds, Prices prices) {
        var traffic = Traffic.of(workload, deployment, speeds);
        return new Bill(
                landed(workload, deployment, prices, traffic),
                kept(workload, deployment, prices, traffic),
                standing(deployment, speeds, prices));
    }

    public static double dollars(List<Line> lines) {
        return lines.stream().mapToDouble(Line::dollars).sum();
    }

    private static List<Line> landed(Workload workload, Deployment deployment, Prices prices, Traffic traffic) {
        double invocations = traffic.ingestInvocations() + traffic.compactInvocations();
        double logged = (workload.objects() + traffic.compactInvocations()) * EVENT_BYTES
                + workload.objects() * PUBLISHED_BYTES
                + invocations * INVOCATION_BYTES;
        var lines = new ArrayList<>(List.of(
                count("S3", "puts and lists, ingest", traffic.ingest().puts(), prices.put()),
                count("S3", "puts, copies and lists, compact", traffic.publish().puts(), prices.put()),
                count(
                        "S3",
                        "gets",
                        traffic.ingest()
                                .plus(traffic.publish())
                                .plus(traffic.sweep())
                                .gets(),
                        prices.get()),
                count("SQS", "ingest queue", traffic.standardMessages(), prices.standardMessage()),
                count("SQS", "merge queue (FIFO)", traffic.fifoMessages(), prices.fifoMessage()),
                computing("ingest", traffic.ingestSeconds(), deployment, prices),
                computing("compact", traffic.compactSeconds(), deployment, prices),
                count("Lambda", "invocations", invocations, prices.invocation()),
                gigabytes("CloudWatch", "logs", logged, "GB", prices.loggedGb())));
        if (deployment.replicated()) {
            double bytes = traffic.writtenBytes() + workload.parquetBytes();
            lines.add(gigabytes("S3", "replication", bytes, "GB", prices.transferredGb()));
        }
        return lines;
    }

    private static List<Line> kept(Workload workload, Deployment deployment, Prices prices, Traffic traffic) {
        var lines = new ArrayList<>(List.of(
                gigabytes("S3", "tables", workload.parquetBytes(), "GB-month", prices.storedGb()),
                gigabytes("S3", "receipts", workload.objects() * RECEIPT_BYTES, "GB-month", prices.storedGb())));
        if (deployment.versioned()) {
            double bytes = (traffic.replacedBytes() + workload.parquetBytes()) / DAYS_PER_MONTH;
            lines.add(gigabytes("S3", "replaced versions, for a day", bytes, "GB-month", prices.storedGb()));
        }
        return lines;
    }

    private static List<Line> standing(Deployment deployment, Speeds speeds, Prices prices) {
        double sweeps = SECONDS_PER_MONTH / Traffic.SWEEP.toSeconds();
        double seconds = sweeps * LISTS_PER_SWEEP * speeds.request();
        return List.of(
                count("S3", "lists, sweep", sweeps * LISTS_PER_SWEEP, prices.put()),
                count("SQS", "waiting for messages, ingest queue", IDLE_RECEIVES, prices.standardMessage()),
                count("SQS", "waiting for messages, merge queue", IDLE_RECEIVES, prices.fifoMessage()),
                computing("sweep", seconds, deployment, prices),
                count("CloudWatch", "metrics", METRICS, prices.metric()),
                count("CloudWatch", "metrics in alarms", ALARM_METRICS, prices.alarmMetric()),
                count("CloudWatch", "dashboard", 1, prices.dashboard()));
    }

    private static Line count(String service, String item, double quantity, double price) {
        return new Line(service, item, quantity, "", quantity * price);
    }

    private static Line gigabytes(String service, String item, double bytes, String unit, double price) {
        return new Line(service, item, bytes / GB, unit, bytes / GB * price);
    }

    private static Line computing(String function, double seconds, Deployment deployment, Prices prices) {
        double gbSeconds = seconds * deployment.gigabytes();
        return new Line(
                "Lambda", "computing, " + function, gbSeconds, "GB-s", gbSeconds * prices.gbSecond(deployment.arm64()));
    }
}
