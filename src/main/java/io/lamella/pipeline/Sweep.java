package io.lamella.pipeline;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tidies up after crashes and lost messages: asks for merges that nobody asked for, removes what lost attempts left behind,
/// and frees leaked uploads. It may run at any time, beside anything.
public final class Sweep {
    /// An upload that is older has no one left to complete it; the bucket's lifecycle rule is the backstop.
    private static final Duration LEAKED = Duration.ofDays(1);

    /// Quarantine files are kept for long, and to look at one costs a request. Older ones take turns, for the attempt that counts
    /// may come late: when dead letters are sent again.
    private static final Duration QUARANTINE_WATCHED = Duration.ofDays(3);

    /// From one turn to the next.
    private static final Duration TURN = Duration.ofMinutes(15);

    /// So that each file has its turn about once a day. A prime, so that it comes round with sweeps at any pace.
    private static final int TURNS = 97;

    /// No attempt lives as long as this after it staged a file.
    private static final Duration ATTEMPT_OVER = Duration.ofDays(1);

    private static final int CONCURRENCY = 16;

    private final LakeStore lake;
    private final Function<MergeRequest, Uni<Void>> requestMerge;
    private final Upkeep upkeep;
    private final InstantSource clock;

    public Sweep(LakeStore lake, Function<MergeRequest, Uni<Void>> requestMerge, Compact compact, InstantSource clock) {
        this.lake = lake;
        this.requestMerge = requestMerge;
        this.upkeep = new Upkeep(lake, compact, clock);
        this.clock = clock;
    }

    /// What a sweep found and did.
    ///
    /// @param requested merges asked for
    /// @param deleted files of attempts that lost
    /// @param unclaimed staged files older than a day without a receipt, or of an object about which nothing was decided: an attempt
    /// was cut off, and nobody delivered its message again. They are kept
    /// @param abortedUploads multipart uploads that had leaked
    /// @param sealed heads that were sealed for their age
    /// @param settled parts that were rewritten
    /// @param waiting what is staged, one for each dataset
    public record Report(
            int requested,
            int deleted,
            List<Location> unclaimed,
            int abortedUploads,
            int sealed,
            int settled,
            List<Waiting> waiting) {
        static final Report NOTHING = new Report(0, 0, List.of(), 0, 0, 0, List.of());

        public Report {
            unclaimed = List.copyOf(unclaimed);
            waiting = List.copyOf(waiting);
        }

        Report plus(Report other) {
            return new Report(
                    requested + other.requested,
                    deleted + other.deleted,
                    both(unclaimed, other.unclaimed),
                    abortedUploads + other.abortedUploads,
                    sealed + other.sealed,
                    settled + other.settled,
                    both(waiting, other.waiting));
        }

        private static <T> List<T> both(List<T> some, List<T> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }
    }

    /// The staged files of a dataset that count and wait to be published.
    ///
    /// @param oldest the age of the oldest; zero if there is none
    public record Waiting(String dataset, int files, long bytes, Duration oldest) {}

    public Uni<Report> sweep(List<Dataset> datasets) {
        return Multi.createFrom()
                .iterable(datasets)
                .onItem()
                .transformToUniAndConcatenate(this::sweep)
                .collect()
                .in(() -> new Report[] {Report.NOTHING}, (sum, report) -> sum[0] = sum[0].plus(report))
                .chain(sum -> abortLeaked()
                        .map(aborted -> sum[0].plus(new Report(0, 0, List.of(), aborted, 0, 0, List.of()))));
    }

    private Uni<Report> sweep(Dataset dataset) {
        return staged(dataset)
                .chain(staged -> quarantine(dataset).map(staged::plus))
                .chain(report -> upkeep.look(dataset)
                        .map(done ->
                                report.plus(new Report(0, 0, List.of(), 0, done.sealed(), done.settled(), List.of()))));
    }

    /// What became of the attempt that left a file.
    private enum Fate {
        /// The receipt names it.
        COUNTS,
        /// The receipt names another, and will not be replaced by this one's; or its object was refused as a whole.
        LOST,
        /// There is no receipt, or one that may still be replaced: of an object that was refused or gone. The attempt may be
        /// about to write its own. Or the slice counts only with others, and whether they do is not decided.
        OPEN
    }

    private record Judged(ObjectInfo info, Fate fate) {}

    private Uni<Report> staged(Dataset dataset) {
        var keys = lake.keys();
        return judged(
                        dataset,
                        lake.store().list(lake.bucket(), keys.staged(dataset.name())),
                        key -> keys.stagedName(dataset.name(), keys.stagedPartition(dataset.name(), key), key))
                .chain(files -> {
                    var lost = locations(files, Fate.LOST);
                    Set<String> partitions = new TreeSet<>();
                    files.stream()
                            .filter(file -> file.fate() == Fate.COUNTS)
                            .filter(file -> isOlder(file.info(), dataset.freshness()))
                            .forEach(file -> partitions.add(keys.stagedPartition(
                                    dataset.name(), file.info().location().key())));
                    var unclaimed = files.stream()
                            .filter(file -> file.fate() == Fate.OPEN && isOlder(file.info(), LEAKED))
                            .map(file -> file.info().location())
                            .toList();
                    return delete(lost)
                            .chain(() -> request(dataset, partitions))
                            .replaceWith(new Report(
                                    partitions.size(),
                                    lost.size(),
                                    unclaimed,
                                    0,
                                    0,
                                    0,
                                    List.of(waiting(dataset, files))));
                });
    }

    private Waiting waiting(Dataset dataset, List<Judged> files) {
        var waiting = files.stream()
                .filter(file -> file.fate() == Fate.COUNTS)
                .map(Judged::info)
                .toList();
        var oldest = waiting.stream()
                .map(info -> Duration.between(info.lastModified(), clock.instant()))
                .max(Comparator.naturalOrder())
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return new Waiting(
                dataset.name(),
                waiting.size(),
                waiting.stream().mapToLong(ObjectInfo::size).sum(),
                oldest);
    }

    private Uni<Report> quarantine(Dataset dataset) {
        var keys = lake.keys();
        return judged(
                        dataset,
                        lake.store()
                                .list(lake.bucket(), keys.quarantine(dataset.name()))
                                .select()
                                .where(info -> !isOlder(info, QUARANTINE_WATCHED) || hasItsTurn(info)),
                        key -> keys.quarantineName(dataset.name(), key))
                .chain(files -> {
                    var lost = locations(files, Fate.LOST);
                    return delete(lost).replaceWith(new Report(0, lost.size(), List.of(), 0, 0, 0, List.of()));
                });
    }

    private boolean hasItsTurn(ObjectInfo info) {
        long turn = clock.instant().getEpochSecond() / TURN.toSeconds();
        return Math.floorMod(turn - info.location().key().hashCode(), TURNS) == 0;
    }

    /// What the receipt of a slice says, without its partitions, of which there may be thousands.
    ///
    /// @param standing the fate of what its attempt staged
    private record Claim(Receipt receipt, Fate standing) {}

    /// A file that does not count is removed only once a receipt names another attempt, never for its age alone (I5).
    private Uni<List<Judged>> judged(
            Dataset dataset, Multi<ObjectInfo> files, Function<String, Optional<LakeKeys.AttemptName>> nameOf) {
        var claims = new ConcurrentHashMap<SliceId, Uni<Optional<Claim>>>();
        return files.plug(Concurrently.each(
                        CONCURRENCY,
                        info -> nameOf.apply(info.location().key())
                                .map(name -> claims.computeIfAbsent(name.slice(), slice -> claim(dataset, slice))
                                        .map(claim -> new Judged(info, fate(claim, name.attempt(), info))))
                                .orElseGet(() -> Uni.createFrom().nullItem())))
                .collect()
                .asList();
    }

    /// Looks at the object after each of its slices: it may be tried again at any time, and what was seen of it before says nothing of a
    /// trial that came later.
    private Uni<Optional<Claim>> claim(Dataset dataset, SliceId slice) {
        var receipts = new Receipts(lake);
        return receipts.find(dataset.name(), slice)
                .chain(found -> found.map(there -> there.receipt().about(Set.of()))
                        .map(receipt -> receipts.standing(receipt.task())
                                .map(standing -> Optional.of(new Claim(receipt, fate(standing)))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .memoize()
                .indefinitely();
    }

    private Fate fate(Optional<Claim> claim, String attempt, ObjectInfo info) {
        return claim.map(there ->
                        there.receipt().counts(attempt) ? there.standing() : fateOfAnother(there.receipt(), info))
                .orElse(Fate.OPEN);
    }

    private static Fate fate(Receipts.Standing standing) {
        return switch (standing) {
            case COUNTS -> Fate.COUNTS;
            case OPEN -> Fate.OPEN;
            case DEAD -> Fate.LOST;
        };
    }

    private Fate fateOfAnother(Receipt receipt, ObjectInfo info) {
        // An attempt may put its receipt in the place of one without rows, but only for an hour.
        return receipt.outcome().hasRows() || isOlder(info, ATTEMPT_OVER) ? Fate.LOST : Fate.OPEN;
    }

    private static List<Location> locations(List<Judged> files, Fate fate) {
        return files.stream()
                .filter(file -> file.fate() == fate)
                .map(file -> file.info().location())
                .toList();
    }

    private Uni<Void> delete(List<Location> locations) {
        return locations.isEmpty() ? Uni.createFrom().voidItem() : lake.store().delete(locations);
    }

    private Uni<Void> request(Dataset dataset, Set<String> partitions) {
        return Multi.createFrom()
                .iterable(partitions)
                .onItem()
                .transformToUniAndConcatenate(
                        partition -> requestMerge.apply(new MergeRequest(dataset.name(), partition)))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> abortLeaked() {
        return Multi.createFrom()
                .items("tables/", "staged/", "quarantine/", "replays/")
                .onItem()
                .transformToMultiAndConcatenate(folder ->
                        lake.store().listUploads(lake.bucket(), lake.keys().prefix() + folder))
                .select()
                .where(pending -> pending.initiated().isBefore(clock.instant().minus(LEAKED)))
                .onItem()
                .transformToUniAndConcatenate(
                        pending -> lake.store().abort(pending.upload()).replaceWith(1))
                .collect()
                .with(Collectors.summingInt(one -> one));
    }

    private boolean isOlder(ObjectInfo info, Duration age) {
        return info.lastModified().isBefore(clock.instant().minus(age));
    }
}
