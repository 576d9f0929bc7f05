package io.lamella.entry.cli.live;

import io.lamella.core.table.Dataset;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.ObjectInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// The lake, as it was seen a moment ago. It is looked at only while somebody asks, and seldom enough that looking is a small part of what goes on.
public final class LakeView {
    /// Objects that are listed of each table, and of what is staged for it.
    static final int MAX_LISTED = 10_000;

    static final int MAX_PARTITIONS = 24;

    /// Looking takes at most one part in so many of the time.
    private static final int SHARE = 10;

    private final LakeStore lake;
    private final List<Dataset> datasets;
    private final Duration pause;
    private final InstantSource clock;
    private final Executor executor;
    private final Footers footers;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Look last = Look.NONE;
    private volatile Duration took = Duration.ZERO;

    /// @param pause between two looks, at least
    /// @param executor runs looks, one at a time; they wait for answers
    public LakeView(LakeStore lake, List<Dataset> datasets, Duration pause, InstantSource clock, Executor executor) {
        this.lake = lake;
        this.datasets = List.copyOf(datasets);
        this.pause = pause;
        this.clock = clock;
        this.executor = executor;
        this.footers = new Footers(lake.store());
    }

    LakeStore lake() {
        return lake;
    }

    /// The last look. Begins the next one, if it is time.
    Look look() {
        var seen = last;
        var due = seen.at().plus(pause).plus(took.multipliedBy(SHARE));
        if (!clock.instant().isBefore(due) && looking.compareAndSet(false, true)) {
            executor.execute(this::lookNow);
        }
        return seen;
    }

    /// The last look, as it is.
    Look last() {
        return last;
    }

    private void lookNow() {
        var begun = clock.instant();
        try {
            footers.beginRound();
            last = new Look(begun, datasets.stream().map(this::table).toList(), Optional.empty());
        } catch (RuntimeException e) {
            last = new Look(begun, last.tables(), Optional.of(PlainText.of(String.valueOf(e.getMessage()), 400)));
        } finally {
            took = Duration.between(begun, clock.instant());
            looking.set(false);
        }
    }

    private Look.Table table(Dataset dataset) {
        var name = dataset.name();
        var keys = lake.keys();
        var tallies = new HashMap<String, PartitionTally>();
        var listed = list(keys.table(name));
        var staged = list(keys.staged(name));
        long parts = 0;
        long bytes = 0;
        for (var info : listed) {
            var part = keys.partName(name, info.location().key());
            if (part.isPresent()) {
                tallies.computeIfAbsent(part.get().partition(), PartitionTally::new)
                        .addPart(part.get().number(), info);
                parts++;
                bytes += info.size();
            }
        }
        for (var info : staged) {
            var partition = keys.stagedPartition(name, info.location().key());
            tallies.computeIfAbsent(partition, PartitionTally::new).addStaged(info);
        }
        boolean cutOff = listed.size() == MAX_LISTED || staged.size() == MAX_LISTED;
        return new Look.Table(name, shown(tallies), tallies.size(), staged(tallies), parts, bytes, cutOff);
    }

    private List<ObjectInfo> list(String prefix) {
        return lake.store()
                .list(lake.bucket(), prefix)
                .select()
                .first(MAX_LISTED)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private static Look.Staged staged(Map<String, PartitionTally> tallies) {
        return tallies.values().stream().map(PartitionTally::staged).reduce(Look.Staged.NONE, Look.Staged::plus);
    }

    private List<Look.Partition> shown(Map<String, PartitionTally> tallies) {
        return tallies.values().stream()
                .sorted(PartitionTally.newestFirst())
                .limit(MAX_PARTITIONS)
                .map(tally -> tally.partition(footers::shape))
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList();
    }
}
