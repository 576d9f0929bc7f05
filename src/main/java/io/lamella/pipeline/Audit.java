package io.lamella.pipeline;

import io.lamella.core.event.ByteRange;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.parquet.RowGroupReader;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.PartMetadata;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Checks a table against itself: every row group decodes (with the checksums of its pages), rows agree with footers and
/// ledgers, no slice is there twice, every earlier snapshot still opens, and parts follow only sealed ones.
///
/// A part that is appended to meanwhile is looked at again. Slow reads of a busy head may never end in time, so not for ever.
public final class Audit {
    private static final int MAX_LOOKS = 10;

    private final LakeStore lake;

    public Audit(LakeStore lake) {
        this.lake = lake;
    }

    /// What was found in one part.
    ///
    /// @param rows decoded
    /// @param problems what is wrong, each with the remedy or the meaning; empty when all is well
    public record PartReport(
            String partition,
            int number,
            Location location,
            long bytes,
            long deadBytes,
            int rowGroups,
            int snapshots,
            long rows,
            int slices,
            boolean sealed,
            List<String> problems) {
        public PartReport {
            problems = List.copyOf(problems);
        }
    }

    /// Checks all parts of a table, in the order of their keys; a part at a time, as they are asked for.
    public Multi<PartReport> audit(String dataset) {
        var seen = new HashMap<String, Map<SliceId, Integer>>();
        var sealed = new HashMap<String, Boolean>();
        return parts(dataset)
                .onItem()
                .transformToUniAndConcatenate(part -> look(
                                part,
                                1,
                                info -> Part.open(lake.store(), part.number(), info)
                                        .chain(open -> check(
                                                open,
                                                new MergeRequest(dataset, part.partition()),
                                                slicesOf(part.partition(), seen),
                                                sealed)))
                        .onFailure()
                        .recoverWithItem(failure -> unreadable(part, failure)));
    }

    /// Those of one partition at a time, whose parts stand behind one another.
    private static Map<SliceId, Integer> slicesOf(String partition, Map<String, Map<SliceId, Integer>> seen) {
        seen.keySet().retainAll(Set.of(partition));
        return seen.computeIfAbsent(partition, name -> new HashMap<>());
    }

    /// All of them before the first is opened: whatever has a part behind it in the listing must then say that it is sealed.
    private Multi<ListedPart> parts(String dataset) {
        return ListedPart.ofTable(lake, dataset)
                .collect()
                .asList()
                .onItem()
                .transformToMulti(parts -> Multi.createFrom().iterable(parts));
    }

    /// Checks a part as it was listed, and as it is by then if it has another ETag.
    private Uni<PartReport> look(ListedPart part, int looks, Function<ObjectInfo, Uni<PartReport>> check) {
        return check.apply(part.info())
                .onFailure(failure -> Failures.isOtherVersion(failure) && looks < MAX_LOOKS)
                .recoverWithUni(failure -> lake.store()
                        .head(part.info().location())
                        .chain(info -> look(new ListedPart(part.partition(), part.number(), info), looks + 1, check)));
    }

    private static PartReport unreadable(ListedPart part, Throwable failure) {
        return new PartReport(
                part.partition(),
                part.number(),
                part.info().location(),
                part.info().size(),
                0,
                0,
                0,
                0,
                0,
                false,
                List.of("the part cannot be read: " + failure.getMessage()));
    }

    private Uni<PartReport> check(
            Part part, MergeRequest partition, Map<SliceId, Integer> seen, Map<String, Boolean> sealed) {
        var problems = new ArrayList<String>();
        return rows(part.file(), problems)
                .chain(rows -> snapshots(part, problems).map(snapshots -> {
                    compare(part, partition, seen, sealed, problems);
                    return report(part, partition, rows, snapshots, problems);
                }));
    }

    private static void compare(
            Part part,
            MergeRequest partition,
            Map<SliceId, Integer> seen,
            Map<String, Boolean> sealed,
            List<String> problems) {
        if (Boolean.FALSE.equals(sealed.put(partition.partition(), part.isSealed()))) {
            problems.add("it follows a part that is not sealed");
        }
        for (var entry : part.ledger()) {
            var other = seen.put(entry.slice(), part.number());
            if (other != null) {
                problems.add("slice " + entry.slice() + " of " + entry.source().uri() + " is in part " + other
                        + " already: its rows are in the table twice");
            }
        }
        var footer = part.file().footer();
        long ledgered = part.ledger().stream().mapToLong(LedgerEntry::rows).sum();
        if (ledgered != footer.rows()) {
            problems.add("the ledger names " + ledgered + " rows and the footer " + footer.rows());
        }
    }

    private static PartReport report(
            Part part, MergeRequest partition, long rows, int snapshots, List<String> problems) {
        return new PartReport(
                partition.partition(),
                part.number(),
                part.file().info().location(),
                part.length(),
                part.metadata().deadBytes(),
                part.file().footer().rowGroups().size(),
                snapshots,
                rows,
                part.ledger().size(),
                part.isSealed(),
                problems);
    }

    private static Uni<Long> rows(ParquetObject file, List<String> problems) {
        return Multi.createFrom()
                .iterable(file.footer().rowGroups())
                .onItem()
                .transformToUniAndConcatenate(group -> file.read(group.range()).map(content -> {
                    try (var reader = new RowGroupReader(file.footer(), group.ordinal(), content)) {
                        return count(reader, group, problems);
                    } catch (RuntimeException e) {
                        problems.add("row group " + group.ordinal() + " does not decode: " + e.getMessage());
                        return 0L;
                    }
                }))
                .collect()
                .with(java.util.stream.Collectors.summingLong(rows -> rows));
    }

    private static long count(RowGroupReader reader, RowGroupInfo group, List<String> problems) {
        long rows = 0;
        for (int batch = reader.next(); batch > 0; batch = reader.next()) {
            rows += batch;
        }
        if (rows != group.rows()) {
            problems.add(
                    "row group " + group.ordinal() + " has " + rows + " rows, and its footer says " + group.rows());
        }
        return rows;
    }

    /// Walks back from footer to footer, and counts them.
    private Uni<Integer> snapshots(Part part, List<String> problems) {
        return snapshot(
                part.file().info(),
                part.metadata().previousLength(),
                part.file().footer(),
                problems,
                1);
    }

    private Uni<Integer> snapshot(ObjectInfo info, long length, Footer later, List<String> problems, int found) {
        if (length == 0) {
            return Uni.createFrom().item(found);
        }
        var prefix = new ObjectInfo(info.location(), length, info.etag(), info.lastModified());
        return ParquetObject.open(lake.store(), prefix)
                .chain(file -> {
                    var footer = file.footer();
                    if (!isPrefix(footer.rowGroups(), later.rowGroups())) {
                        problems.add(
                                "the snapshot of length " + length + " has row groups that a later one lost or moved");
                    }
                    long previous = PartMetadata.fromKeyValues(footer.keyValues())
                            .map(PartMetadata::previousLength)
                            .orElse(0L);
                    return snapshot(info, previous, footer, problems, found + 1);
                })
                .onFailure(failure -> !Failures.isOtherVersion(failure))
                .recoverWithItem(failure -> {
                    problems.add("the snapshot of length " + length + " does not open: " + failure.getMessage());
                    return found;
                });
    }

    private static boolean isPrefix(List<RowGroupInfo> earlier, List<RowGroupInfo> later) {
        var ranges =
                later.stream().limit(earlier.size()).map(RowGroupInfo::range).toList();
        List<ByteRange> expected = earlier.stream().map(RowGroupInfo::range).toList();
        return ranges.equals(expected);
    }
}
