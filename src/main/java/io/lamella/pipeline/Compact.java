package io.lamella.pipeline;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.plan.CommitPlanner;
import io.lamella.core.schema.TableSchema;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SealReason;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Publishes what is staged for a partition: joins it into row groups and appends them to the head, commit by commit.
public final class Compact {
    /// Looks that found something else than they expected, before the message is left to come back.
    private static final int MAX_CONFLICTS = 10;

    /// Files opened side by side; each brings 512 KiB at most.
    private static final int OPEN_AT_ONCE = 16;

    private final LakeStore lake;
    private final Requests requests;
    private final InstantSource clock;
    private final Executor compute;

    /// How it asks for what it leaves.
    ///
    /// @param usual sends a merge request as an arrival does, which may be taken for a repetition of one that is under way
    /// @param again sends a merge request that is not taken for a repetition of any
    /// @param delay how long requests are under way
    public record Requests(
            Function<MergeRequest, Uni<Void>> usual, Function<MergeRequest, Uni<Void>> again, Duration delay) {}

    /// @param compute where row groups are joined
    public Compact(LakeStore lake, Requests requests, InstantSource clock, Executor compute) {
        this.lake = lake;
        this.requests = requests;
        this.clock = clock;
        this.compute = compute;
    }

    /// What a compactor did for one request.
    ///
    /// @param commits of all kinds, also those that only sealed a part
    /// @param parts begun
    /// @param appends commits that added rows to a part that was there
    /// @param published slices, as the ledgers have them
    /// @param conflicts times that it had to look again
    public record Report(int commits, int parts, int appends, List<LedgerEntry> published, int conflicts) {
        static final Report NOTHING = new Report(0, 0, 0, List.of(), 0);

        public Report {
            published = List.copyOf(published);
        }

        /// Published.
        public long rows() {
            return published.stream().mapToLong(LedgerEntry::rows).sum();
        }

        Report committed(boolean begun, List<PartitionView.Staged> files) {
            var more = files.stream().map(PartitionView.Staged::entry);
            return new Report(
                    commits + 1,
                    begun ? parts + 1 : parts,
                    begun ? appends : appends + 1,
                    Stream.concat(published.stream(), more).toList(),
                    conflicts);
        }

        Report sealed() {
            return new Report(commits + 1, parts, appends, published, conflicts);
        }

        Report conflict() {
            return new Report(commits, parts, appends, published, conflicts + 1);
        }
    }

    /// Publishes what is due in a partition. Only when this has answered may the request be acknowledged.
    ///
    /// @param deadline when it has to be done; what is left by then is asked for again
    public Uni<Report> compact(MergeRequest request, Dataset dataset, Instant deadline) {
        return compact(request, dataset, deadline, report -> {});
    }

    /// The same.
    ///
    /// @param soFar is told what was done, after each commit, and each conflict
    Uni<Report> compact(MergeRequest request, Dataset dataset, Instant deadline, Consumer<Report> soFar) {
        return new Run(request, dataset, deadline, soFar).next();
    }

    /// Seals the head of a partition for its age, by a commit that adds nothing; answers whether there was one to seal.
    Uni<Boolean> sealHead(MergeRequest partition, Dataset dataset) {
        var run = new Run(partition, dataset, Instant.MAX, report -> {});
        return run.look()
                .chain(view -> view.head()
                        .filter(head -> !head.isSealed())
                        .map(head -> run.seal(head, SealReason.AGE).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .onFailure(Failures::asksToLookAgain)
                .recoverWithItem(false);
    }

    private final class Run {
        private final MergeRequest partition;
        private final Dataset dataset;
        private final Instant deadline;
        private final Consumer<Report> soFar;
        private final CommitPlanner planner;
        private final Map<SliceId, Receipt> receipts = PartitionView.noReceipts();
        private Report report = Report.NOTHING;

        Run(MergeRequest partition, Dataset dataset, Instant deadline, Consumer<Report> soFar) {
            this.partition = partition;
            this.dataset = dataset;
            this.deadline = deadline;
            this.soFar = soFar;
            this.planner = new CommitPlanner(dataset.sizes(), dataset.freshness(), dataset.append());
        }

        /// Looks, does what is due, and looks again, until a look finds nothing to do.
        Uni<Report> next() {
            return look().chain(view -> forget(view).chain(() -> {
                var taken = take(view);
                if (taken.isEmpty()) {
                    return requestIfDueThen(view).replaceWith(report);
                }
                if (!clock.instant().isBefore(deadline)) {
                    return requests.again().apply(partition).replaceWith(report);
                }
                return step(view, taken)
                        .onFailure(Failures::asksToLookAgain)
                        .recoverWithUni(this::conflict)
                        .chain(this::next);
            }));
        }

        private Uni<Void> conflict(Throwable failure) {
            if (report.conflicts() == MAX_CONFLICTS) {
                return Uni.createFrom().failure(failure);
            }
            did(report.conflict());
            return Uni.createFrom().voidItem();
        }

        private void did(Report all) {
            report = all;
            soFar.accept(all);
        }

        /// Asks once more for what is not due yet, if it will be when the request arrives. Its own request may have been taken for
        /// one that was under way when it was staged, and so have come too early. What is due much later is left to the sweeper.
        private Uni<Void> requestIfDueThen(PartitionView view) {
            var arrival = clock.instant().plus(requests.delay());
            return view.pending().stream()
                    .findFirst()
                    .map(oldest -> oldest.info().lastModified().plus(dataset.freshness()))
                    .filter(due -> !due.isAfter(arrival))
                    .map(due -> requests.usual().apply(partition))
                    .orElseGet(() -> Uni.createFrom().voidItem());
        }

        private Uni<PartitionView> look() {
            return PartitionView.look(lake, partition, receipts)
                    .onFailure(Failures::asksToLookAgain)
                    .retry()
                    .atMost(MAX_CONFLICTS)
                    .emitOn(compute);
        }

        /// Deletes staged files whose slice is in a committed ledger of this partition, and no others (I5).
        private Uni<Void> forget(PartitionView view) {
            return view.done().isEmpty()
                    ? Uni.createFrom().voidItem()
                    : lake.store()
                            .delete(view.done().stream()
                                    .map(ObjectInfo::location)
                                    .toList());
        }

        /// The files for the next commit: the oldest, and those of the same schema.
        private List<PartitionView.Staged> take(PartitionView view) {
            if (view.pending().isEmpty()) {
                return List.of();
            }
            var oldest = view.pending().getFirst();
            var alike = view.pending().stream()
                    .filter(file -> file.what().schema().equals(oldest.what().schema()))
                    .toList();
            var pending = new CommitPlanner.Pending(
                    alike.stream().map(file -> file.info().size()).toList(),
                    Duration.between(oldest.info().lastModified(), clock.instant()));
            var head = view.head()
                    .filter(part -> !part.isSealed())
                    .map(part -> new CommitPlanner.Head(
                            part.length(),
                            part.file().footer().rowGroups().size(),
                            part.metadata().deadBytes()))
                    .orElse(CommitPlanner.Head.NONE);
            return alike.subList(0, planner.filesToTake(pending, head, Duration.between(clock.instant(), deadline)));
        }

        private Uni<Void> step(PartitionView view, List<PartitionView.Staged> taken) {
            var open = view.head().filter(head -> !head.isSealed());
            if (open.isPresent() && mustSealFirst(open.get(), taken)) {
                return seal(open.get(), sealFirst(open.get(), taken)).invoke(() -> did(report.sealed()));
            }
            int next = view.head()
                    .map(head -> head.isSealed() ? head.number() + 1 : head.number())
                    .orElse(0);
            return publish(open, next, taken);
        }

        private boolean mustSealFirst(Part head, List<PartitionView.Staged> taken) {
            return dataset.append() == Dataset.AppendMode.NEVER || hasOtherSchema(head, taken);
        }

        private SealReason sealFirst(Part head, List<PartitionView.Staged> taken) {
            return hasOtherSchema(head, taken) ? SealReason.SCHEMA : SealReason.WRITE_ONCE;
        }

        private boolean hasOtherSchema(Part head, List<PartitionView.Staged> taken) {
            return !head.metadata().schema().equals(taken.getFirst().what().schema());
        }

        private Uni<Void> publish(Optional<Part> head, int number, List<PartitionView.Staged> taken) {
            return open(taken.getFirst()).chain(first -> {
                var writer = writer(head, number, first.tableSchema());
                var entries = taken.stream().map(PartitionView.Staged::entry).toList();
                var fingerprint = taken.getFirst().what().schema();
                return writer.orAbort(writer.begin()
                                .chain(() -> addAll(writer, taken))
                                .chain(() -> writer.commit(dataset.name(), fingerprint, entries, Optional.empty())))
                        .invoke(() -> did(report.committed(head.isEmpty(), taken)))
                        .chain(() -> lake.store()
                                .delete(taken.stream()
                                        .map(file -> file.info().location())
                                        .toList()));
            });
        }

        /// A commit that adds nothing but the word that the part is sealed.
        Uni<Void> seal(Part head, SealReason reason) {
            var writer = writer(Optional.of(head), head.number(), head.file().tableSchema());
            return writer.orAbort(writer.begin()
                            .chain(() -> writer.commit(
                                    dataset.name(), head.metadata().schema(), List.of(), Optional.of(reason))))
                    .replaceWithVoid();
        }

        private PartWriter writer(Optional<Part> head, int number, TableSchema schema) {
            var key = lake.keys().part(partition.dataset(), partition.partition(), number);
            return PartWriter.append(
                    head, schema, dataset.writer(), planner, new ObjectWriter(lake.store(), lake.at(key)));
        }

        private Uni<Void> addAll(PartWriter writer, List<PartitionView.Staged> files) {
            var remaining = new Remaining(files);
            return Multi.createFrom()
                    .iterable(files)
                    .group()
                    .intoLists()
                    .of(OPEN_AT_ONCE)
                    .onItem()
                    .transformToUniAndConcatenate(some -> openAll(some)
                            .chain(opened -> inTurn(opened, file -> {
                                remaining.bytes -= file.info().size();
                                return writer.add(file, remaining.bytes);
                            })))
                    .onItem()
                    .ignoreAsUni();
        }

        private Uni<List<ParquetObject>> openAll(List<PartitionView.Staged> files) {
            return Multi.createFrom()
                    .iterable(files)
                    .plug(Concurrently.each(OPEN_AT_ONCE, this::open))
                    .collect()
                    .asList()
                    .emitOn(compute);
        }

        private Uni<ParquetObject> open(PartitionView.Staged file) {
            return ParquetObject.open(lake.store(), file.info());
        }
    }

    private static Uni<Void> inTurn(List<ParquetObject> files, Function<ParquetObject, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(files)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .onItem()
                .ignoreAsUni();
    }

    /// Staged bytes that are still to be added.
    private static final class Remaining {
        private long bytes;

        Remaining(List<PartitionView.Staged> files) {
            bytes = files.stream().mapToLong(file -> file.info().size()).sum();
        }
    }
}
