package io.lamella.pipeline;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.FileLayout;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.parquet.RowGroupJoiner;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.plan.CommitPlanner;
import io.lamella.core.schema.TableSchema;
import io.lamella.core.table.Ledger;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.PartMetadata;
import io.lamella.core.table.SealReason;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the next state of a part: all that it was, then row groups that are copied or joined, then a ledger block and a
/// footer. Nothing is visible before [#commit] has answered, and if that fails nothing ever will be.
final class PartWriter {
    /// The ledger is written anew, whole, at every 16th append, so that reading it takes 16 reads at most.
    static final int APPENDS_PER_WHOLE_LEDGER = 16;

    private final Optional<Part> head;
    private final CommitPlanner planner;
    private final FileLayout layout;
    private final ObjectWriter writer;
    private final Condition condition;
    private final RowGroupJoiner joiner;

    private PartWriter(
            Optional<Part> head,
            Condition condition,
            TableSchema schema,
            WriterSettings settings,
            CommitPlanner planner,
            ObjectWriter writer) {
        this.head = head;
        this.planner = planner;
        this.layout =
                head.map(part -> FileLayout.append(part.file().footer())).orElseGet(() -> FileLayout.create(schema));
        this.joiner = new RowGroupJoiner(schema, settings, planner.rowGroupSize(), layout);
        this.writer = writer;
        this.condition = condition;
    }

    /// Appends to the head, if it is still the one that was looked at, or begins a part, if there is none yet (I2).
    static PartWriter append(
            Optional<Part> head,
            TableSchema schema,
            WriterSettings settings,
            CommitPlanner planner,
            ObjectWriter writer) {
        Condition unchanged = head.<Condition>map(
                        part -> new Condition.IfMatch(part.file().info().etag()))
                .orElse(Condition.IF_ABSENT);
        return new PartWriter(head, unchanged, schema, settings, planner, writer);
    }

    /// Writes a part anew, from nothing, in the place of an old one.
    static PartWriter replace(
            Part old, TableSchema schema, WriterSettings settings, CommitPlanner planner, ObjectWriter writer) {
        var unchanged = new Condition.IfMatch(old.file().info().etag());
        return new PartWriter(Optional.empty(), unchanged, schema, settings, planner, writer);
    }

    /// Takes over the whole old object, footer and magic included, so that it stays a snapshot (I8).
    Uni<Void> begin() {
        return head.map(part -> writer.copy(part.file().info(), wholeOf(part)))
                .orElseGet(() -> writer.start(layout.start()));
    }

    private static ByteRange wholeOf(Part part) {
        return ByteRange.whole(part.length());
    }

    /// Adds the rows of a staged file: full row groups as they are, small ones joined with what came before.
    ///
    /// @param remaining bytes of staged files that will be added after this one
    Uni<Void> add(ParquetObject staged, long remaining) {
        return Multi.createFrom()
                .iterable(staged.footer().rowGroups())
                .onItem()
                .transformToUniAndConcatenate(
                        group -> joiner.keeps(group) ? copy(staged, group) : join(staged, group, remaining))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> copy(ParquetObject staged, RowGroupInfo group) {
        return staged.pageIndex(group).chain(index -> {
            layout.copied(staged.footer(), group.ordinal(), index);
            return writer.copy(staged.info(), group.range());
        });
    }

    private Uni<Void> join(ParquetObject staged, RowGroupInfo group, long remaining) {
        return staged.pageIndex(group)
                .chain(index -> staged.read(group.range())
                        .chain(content ->
                                writer.write(joiner.add(staged.footer(), group.ordinal(), content, index, remaining))));
    }

    /// Publishes the part with all that was added. The rows and the ledger that names their slices become visible in one
    /// step (I1), and only if the head is still the one that this was planned from (I2).
    ///
    /// @param entries one for each slice that was added
    /// @param sealAnyway a reason to seal the part that does not follow from its sizes
    Uni<String> commit(String dataset, String fingerprint, List<LedgerEntry> entries, Optional<SealReason> sealAnyway) {
        return writer.write(joiner.end())
                .chain(() -> {
                    var block = Ledger.write(ledgerBlock(entries));
                    var bytes = new ArrayList<ByteBuffer>();
                    var ledger = new ArrayList<>(rewritesLedger(entries) ? List.of() : oldLedger());
                    if (!entries.isEmpty()) {
                        bytes.add(block);
                        ledger.add(layout.block(block));
                    }
                    bytes.addAll(layout.finish(
                            metadata(dataset, fingerprint, ledger, sealAnyway).toKeyValues()));
                    return writer.write(bytes);
                })
                .chain(() -> writer.finish(condition));
    }

    private List<LedgerEntry> ledgerBlock(List<LedgerEntry> entries) {
        if (!rewritesLedger(entries)) {
            return entries;
        }
        var all = new ArrayList<>(head.map(Part::ledger).orElse(List.of()));
        all.addAll(entries);
        return all;
    }

    /// Whether the block of this commit lists all of the part. A commit without rows has no block, so it keeps the old ones.
    private boolean rewritesLedger(List<LedgerEntry> entries) {
        return !entries.isEmpty() && oldLedger().size() >= APPENDS_PER_WHOLE_LEDGER - 1;
    }

    private List<ByteRange> oldLedger() {
        return head.map(part -> part.metadata().ledger()).orElse(List.of());
    }

    private PartMetadata metadata(
            String dataset, String fingerprint, List<ByteRange> ledger, Optional<SealReason> sealAnyway) {
        long dead = head.map(part -> part.metadata().deadBytes() + part.file().footerBytes())
                .orElse(0L);
        if (!ledger.containsAll(oldLedger())) {
            dead += oldLedger().stream().mapToLong(ByteRange::length).sum();
        }
        var after = new CommitPlanner.Head(layout.position(), layout.rowGroups(), dead);
        return new PartMetadata(
                dataset,
                fingerprint,
                head.map(Part::length).orElse(0L),
                head.map(part -> part.metadata().appends()).orElse(0) + 1,
                dead,
                sealAnyway.or(() -> planner.seal(after)),
                ledger);
    }

    /// Work that ends with [#commit], and gives up if it fails. Whoever waits for it may cancel: then it fails at its next step.
    <T> Uni<T> orAbort(Uni<T> work) {
        return writer.orAbort(work, () -> {
            joiner.close();
            return writer.abort();
        });
    }
}
