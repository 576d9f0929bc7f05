package io.lamella.core.cost;

import io.lamella.core.plan.CommitPlanner;
import java.time.Duration;

/// How often one partition is published to, and with how much each time.
///
/// Rows wait for the freshness, or until a row group fills; then a round publishes what there is. Its messages are those of the
/// merge queue: a FIFO queue forgets ids after five minutes, so an interval of ten minutes has two. All but the last come too
/// early, look, and leave.
///
/// Example: 144,000 files a day for one partition, with a freshness and an interval of 10 minutes: 144 rounds of 1,000 files, each
/// with two messages.
///
/// @param count of rounds
/// @param seconds from one to the next
/// @param files staged files for each
/// @param bytes of them
/// @param messages for each
/// @param commits in each
record Rounds(long count, double seconds, double files, double bytes, double messages, long commits) {
    private static final double FORGETS = Duration.ofMinutes(5).toSeconds();

    static Rounds of(Workload workload, Deployment deployment) {
        double files = workload.stagedFiles() / workload.partitions();
        double bytes = workload.parquetBytes() / workload.partitions();
        double interval = deployment.interval().toMillis() / 1_000.0;
        double message = interval / Math.ceil(interval / FORGETS);
        double rowGroup = workload.seconds() * deployment.sizes().rowGroup() / bytes;
        double seconds = Math.max(message, Math.min(deployment.freshness().toMillis() / 1_000.0, rowGroup));
        long count = Math.max(1, Math.round(Math.min(workload.seconds() / seconds, files)));
        double window = Math.min(workload.seconds(), seconds);
        double messages = Math.max(1, Math.min(window / message, files / count));
        return new Rounds(
                count,
                seconds,
                files / count,
                bytes / count,
                messages,
                commits(files / count, bytes / count, deployment));
    }

    private static long commits(double files, double bytes, Deployment deployment) {
        double bySlices = Math.ceil(files / CommitPlanner.MAX_SLICES);
        double byBytes = Math.ceil(bytes / deployment.sizes().part());
        return (long) Math.max(1, Math.max(bySlices, byBytes));
    }
}
