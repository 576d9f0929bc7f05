package io.lamella.core.cost;

import java.time.Duration;

/// What a workload asks of S3, SQS and Lambda, as if nothing failed and no row were rejected.
///
/// @param ingest requests to S3 for converting what lands
/// @param publish requests to S3 for publishing it
/// @param sweep requests to S3 for looking at what waits, while sweeps go by
/// @param standardMessages requests to the ingest queue
/// @param fifoMessages requests to the merge queue
/// @param ingestInvocations of the ingest function
/// @param ingestSeconds that it runs
/// @param compactInvocations of the compact function
/// @param compactSeconds that it runs
/// @param commits of all partitions
/// @param replacedBytes of heads that were replaced by longer ones
/// @param writtenBytes of all objects that commits made
public record Traffic(
        Requests ingest,
        Requests publish,
        Requests sweep,
        double standardMessages,
        double fifoMessages,
        double ingestInvocations,
        double ingestSeconds,
        double compactInvocations,
        double compactSeconds,
        double commits,
        double replacedBytes,
        double writtenBytes) {
    static final Duration SWEEP = Duration.ofMinutes(15);

    /// By how much the delay of the merge queue exceeds the interval.
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /// Of the ingest queue, in one invocation at most, and how long it gathers them.
    private static final double BATCH = 10;

    private static final double BATCH_SECONDS = 5;

    /// Slices that a function of one processor converts side by side.
    private static final double SIDE_BY_SIDE = 4;

    /// Receipts and staged files that are read side by side.
    private static final double READ_AT_ONCE = 16;

    private static final double GB = 1e9;

    public static Traffic of(Workload workload, Deployment deployment, Speeds speeds) {
        var rounds = Rounds.of(workload, deployment);
        var publishing = Publishing.of(rounds, deployment);
        double partitions = workload.partitions();
        double commits = partitions * rounds.count() * rounds.commits();
        double merges = partitions * rounds.count() * rounds.messages();
        double batch = batch(workload);
        double batches = workload.objects() / batch;
        return new Traffic(
                ingest(workload),
                publishing.requests().times(partitions),
                new Requests(0, workload.stagedFiles() * wait(rounds, deployment) / SWEEP.toSeconds()),
                workload.objects() + 2 * batches,
                workload.stagedFiles() + 2 * merges,
                batches,
                batches * Math.max(1, batch / SIDE_BY_SIDE) * ingestInARow(workload) * speeds.request()
                        + workload.objects() * speeds.object()
                        + workload.bytes() / GB * speeds.gigabyte(),
                merges,
                (merges + commits) * (lookInARow(rounds) + 1) * speeds.request()
                        + commits * commitInARow(rounds) * speeds.request()
                        + workload.stagedFiles() * speeds.stagedFile()
                        + partitions * publishing.joinedBytes() / GB * speeds.joinedGigabyte()
                        + partitions * publishing.copiedBytes() / speeds.copiedBytes(),
                commits,
                partitions * publishing.replacedBytes(),
                partitions * publishing.writtenBytes());
    }

    /// A look for a receipt, the object itself, the staged files, and the receipt.
    private static Requests ingest(Workload workload) {
        double parts = Math.ceil(workload.stagedFileBytes() / Publishing.PART);
        double puts = parts <= 1 ? 1 : 2 + parts;
        return new Requests(puts, 0)
                .times(workload.partitionsPerObject())
                .plus(new Requests(1, 2))
                .times((double) workload.objects());
    }

    /// Seconds that a staged file waits on average: for the round, or for the message if that comes later.
    private static double wait(Rounds rounds, Deployment deployment) {
        return (rounds.seconds() + deployment.interval().plus(MARGIN).toSeconds()) / 2;
    }

    private static double batch(Workload workload) {
        double together =
                workload.seconds() == 0 ? BATCH : (double) workload.objects() / workload.seconds() * BATCH_SECONDS;
        return Math.clamp(together, 1, Math.min(BATCH, (double) workload.objects()));
    }

    /// Receipt, object, staged files, receipt, merge requests. Parts of an upload are sent while more is decoded.
    private static double ingestInARow(Workload workload) {
        double toStage = workload.stagedFileBytes() <= Publishing.PART ? 1 : 3;
        return 3 + workload.partitionsPerObject() * (toStage + 1);
    }

    /// Two lists, the receipts, the head.
    private static double lookInARow(Rounds rounds) {
        return 3 + Math.ceil(rounds.files() / READ_AT_ONCE) / 2;
    }

    /// The first file, all files, an upload, the deletion.
    private static double commitInARow(Rounds rounds) {
        return 1 + Math.ceil(rounds.files() / rounds.commits() / READ_AT_ONCE) + 3 + 1;
    }
}
