package io.lamella.pipeline;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// One look at a partition: what is staged for it and counts, what its table holds of that already, and its head.
///
/// The order of the look matters (I4). What is staged is listed first, then the parts; the commit planned from it starts its
/// upload after both. So a part that took a slice from this list was dated no earlier than the slice's staged file, give or
/// take clocks.
///
/// @param pending staged files that count and are in no ledger, oldest first
/// @param done staged files that count and whose slice is in a ledger: they may be deleted (I5)
/// @param head the newest part; empty for a partition without parts
record PartitionView(List<Staged> pending, List<ObjectInfo> done, Optional<Part> head) {
    /// A part that took a slice cannot be older than the slice's staged file by more than an attempt may last, and clocks
    /// may differ.
    static final Duration LEDGER_MARGIN = Duration.ofHours(1);

    /// Receipts and ledgers are read side by side, this many.
    private static final int CONCURRENCY = 16;

    /// Staged files that count, in one look at most, so that memory stays bounded; the next look finds the rest.
    private static final int MAX_STAGED = 4_000;

    PartitionView {
        pending = List.copyOf(pending);
        done = List.copyOf(done);
    }

    /// A staged file that counts.
    record Staged(ObjectInfo info, SliceId slice, Receipt receipt, Receipt.Staged what) {
        LedgerEntry entry() {
            return new LedgerEntry(
                    slice,
                    receipt.attempt(),
                    receipt.task().source(),
                    receipt.task().range(),
                    what.rows(),
                    receipt.rejected());
        }
    }

    /// Looks at a partition.
    ///
    /// @param known receipts that earlier looks have read; it is added to
    static Uni<PartitionView> look(LakeStore lake, MergeRequest partition, Map<SliceId, Receipt> known) {
        return counting(lake, partition, known)
                .chain(counting -> parts(lake, partition).chain(parts -> ledgered(lake, parts, counting)));
    }

    /// Only what a receipt names counts (I3).
    private static Uni<List<Staged>> counting(LakeStore lake, MergeRequest partition, Map<SliceId, Receipt> known) {
        var keys = lake.keys();
        return lake.store()
                .list(lake.bucket(), keys.staged(partition.dataset(), partition.partition()))
                .plug(Concurrently.each(
                        CONCURRENCY,
                        info -> keys.stagedName(
                                        partition.dataset(),
                                        partition.partition(),
                                        info.location().key())
                                .map(name -> receipt(lake, partition, name.slice(), known)
                                        .map(receipt -> receipt.filter(found -> found.counts(name.attempt()))
                                                .flatMap(found -> found.in(partition.partition())
                                                        .map(what -> new Staged(info, name.slice(), found, what)))))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))))
                .onItem()
                .transformToIterable(staged -> staged.stream().toList())
                .select()
                .first(MAX_STAGED)
                .collect()
                .asList()
                .map(staged -> staged.stream()
                        .sorted(Comparator.comparing(
                                        (Staged file) -> file.info().lastModified())
                                .thenComparing(file -> file.info().location().key()))
                        .toList());
    }

    private static Uni<Optional<Receipt>> receipt(
            LakeStore lake, MergeRequest partition, SliceId slice, Map<SliceId, Receipt> known) {
        var found = Optional.ofNullable(known.get(slice));
        return found.isPresent()
                ? Uni.createFrom().item(found)
                : new Receipts(lake)
                        .find(partition.dataset(), slice)
                        .map(read -> read.map(Receipts.Found::receipt)
                                .filter(receipt -> receipt.outcome() == Receipt.Outcome.STAGED)
                                .map(receipt -> receipt.about(Set.of(partition.partition()))))
                        .chain(read -> accepted(lake, read))
                        .invoke(read -> read.ifPresent(receipt -> known.put(slice, receipt)));
    }

    /// A slice that counts only with others is none as long as its object is not accepted (I9).
    private static Uni<Optional<Receipt>> accepted(LakeStore lake, Optional<Receipt> slice) {
        return slice.filter(receipt -> receipt.task().trial().isPresent())
                .map(receipt -> new Receipts(lake)
                        .standing(receipt.task())
                        .map(standing -> slice.filter(there -> standing == Receipts.Standing.COUNTS)))
                .orElseGet(() -> Uni.createFrom().item(slice));
    }

    private static Uni<List<ListedPart>> parts(LakeStore lake, MergeRequest partition) {
        return ListedPart.ofPartition(lake, partition)
                .collect()
                .asList()
                .map(parts -> parts.stream()
                        .sorted(Comparator.comparingInt(ListedPart::number))
                        .toList());
    }

    private static Uni<PartitionView> ledgered(LakeStore lake, List<ListedPart> parts, List<Staged> counting) {
        if (parts.isEmpty()) {
            return Uni.createFrom().item(new PartitionView(counting, List.of(), Optional.empty()));
        }
        var since = counting.stream()
                .map(file -> file.info().lastModified())
                .min(Comparator.naturalOrder())
                .map(oldest -> oldest.minus(LEDGER_MARGIN))
                .orElse(Instant.MAX);
        var last = parts.getLast();
        return Multi.createFrom()
                .iterable(parts.stream()
                        .filter(part ->
                                part.equals(last) || !part.info().lastModified().isBefore(since))
                        .toList())
                .plug(Concurrently.each(CONCURRENCY, part -> Part.open(lake.store(), part.number(), part.info())))
                .collect()
                .in(() -> new Held(counting, last.number()), Held::add)
                .map(Held::view);
    }

    /// What of the staged files is in the parts. These come one by one, and only the head is kept: there may be many.
    private static final class Held {
        private final List<Staged> counting;
        private final int last;
        private final Set<SliceId> staged;
        private final Set<SliceId> held = new HashSet<>();
        private Optional<Part> head = Optional.empty();

        Held(List<Staged> counting, int last) {
            this.counting = counting;
            this.last = last;
            this.staged = counting.stream().map(Staged::slice).collect(Collectors.toSet());
        }

        void add(Part part) {
            part.ledger().stream()
                    .map(LedgerEntry::slice)
                    .filter(staged::contains)
                    .forEach(held::add);
            if (part.number() == last) {
                head = Optional.of(part);
            }
        }

        PartitionView view() {
            var pending = new ArrayList<Staged>();
            var done = new ArrayList<ObjectInfo>();
            for (var file : counting) {
                if (held.contains(file.slice())) {
                    done.add(file.info());
                } else {
                    pending.add(file);
                }
            }
            return new PartitionView(pending, done, head);
        }
    }

    /// An empty map for [#look] to fill.
    static Map<SliceId, Receipt> noReceipts() {
        return new ConcurrentHashMap<>();
    }
}
