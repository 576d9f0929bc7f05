package io.lamella.simulation;

import static io.lamella.simulation.SimulatedStore.BY_KEY;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.LedgerEntry;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.Page;
import io.lamella.simulation.Network.Call;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/// Queries over the whole table, as engines make them that know nothing of the pipeline; commits go on between any two of
/// their calls. Neither way pins the version of a file.
final class TableReader {
    private final MemoryStore memory;
    private final LakeKeys keys;
    private final Sources sources;
    private final Network network;

    /// Rows that some query has shown. They must never be gone again.
    private final BitSet shown = new BitSet();

    TableReader(MemoryStore memory, LakeKeys keys, Sources sources, Network network) {
        this.memory = memory;
        this.keys = keys;
        this.sources = sources;
        this.network = network;
    }

    /// Lists the table, then reads of each file the footer and the row groups, all by the length that it was listed with.
    Uni<Void> readByLength(Actor who) {
        return query(who, query -> query.eachFile(query::snapshot));
    }

    /// Lists the table, cuts the listed lengths into splits, and reads of each split the footer that the file has by then and
    /// the row groups that begin in the split: Spark and Trino.
    ///
    /// @param count splits of each file
    Uni<Void> readBySplits(Actor who, int count) {
        return query(who, query -> query.eachFile(file -> query.splits(file, Math.ceilDiv(file.size(), count))));
    }

    private Uni<Void> query(Actor who, Function<Query, Uni<Void>> way) {
        return Uni.createFrom().deferred(() -> {
            var query = new Query(who);
            return way.apply(query).invoke(query::end);
        });
    }

    private final class Query {
        private final Actor who;
        private final BitSet before = (BitSet) shown.clone();
        private final BitSet found = new BitSet();

        Query(Actor who) {
            this.who = who;
        }

        Uni<Void> eachFile(Function<ObjectInfo, Uni<Void>> read) {
            return list().onItem()
                    .transformToUniAndConcatenate(read::apply)
                    .onItem()
                    .ignoreAsUni();
        }

        private Multi<ObjectInfo> list() {
            var all = memory.list(Settings.LAKE, keys.table(Sources.DATASET))
                    .collect()
                    .asList();
            return Page.<ObjectInfo, ObjectInfo>all(last -> network.plainly(
                    who, reading("LIST", "tables/"), all.map(items -> SimulatedStore.page(items, last, BY_KEY))));
        }

        private Call reading(String name, String key) {
            return Call.toStore(name, key, Weather.Kind.READ);
        }

        /// The file as it is now.
        private Uni<ByteBuffer> current(ObjectInfo file) {
            return network.plainly(
                    who,
                    reading("GET range", file.location().key()),
                    memory.get(file.location()).map(now -> now.bytes()));
        }

        Uni<Void> snapshot(ObjectInfo file) {
            var whole = new ByteRange(0, file.size());
            return current(file)
                    .map(now -> PartFile.of(PartFile.slice(now, whole)))
                    .chain(part -> {
                        var ids = new ArrayList<Integer>();
                        return rowGroups(file, part.footer(), part.footer().rowGroups(), ids)
                                .invoke(() -> equalsLedger(file, part, ids));
                    });
        }

        Uni<Void> splits(ObjectInfo file, long bytes) {
            return Multi.createFrom()
                    .items(LongStream.iterate(0, from -> from < file.size(), from -> from + bytes)
                            .boxed())
                    .onItem()
                    .transformToUniAndConcatenate(from -> split(file, from, Math.min(file.size(), from + bytes)))
                    .onItem()
                    .ignoreAsUni();
        }

        private Uni<Void> split(ObjectInfo file, long from, long to) {
            return current(file).chain(now -> {
                var footer = PartFile.of(now).footer();
                var groups = footer.rowGroups().stream()
                        .filter(group ->
                                group.range().offset() >= from && group.range().offset() < to)
                        .toList();
                return rowGroups(file, footer, groups, new ArrayList<>());
            });
        }

        private Uni<Void> rowGroups(ObjectInfo file, Footer footer, List<RowGroupInfo> groups, List<Integer> ids) {
            return Multi.createFrom()
                    .iterable(groups)
                    .onItem()
                    .transformToUniAndConcatenate(group -> current(file).invoke(now -> {
                        for (int id : PartFile.ids(footer, group, PartFile.slice(now, group.range()))) {
                            show(id);
                            ids.add(id);
                        }
                    }))
                    .onItem()
                    .ignoreAsUni();
        }

        private void show(int id) {
            if (found.get(id)) {
                throw new Violation("row " + id + " is there twice");
            }
            found.set(id);
        }

        private void equalsLedger(ObjectInfo file, PartFile part, List<Integer> ids) {
            var path = keys.partName(Sources.DATASET, file.location().key())
                    .orElseThrow()
                    .partition();
            var expected = part.ledger().stream()
                    .map(LedgerEntry::slice)
                    .flatMap(slice -> sources.ids(sources.of(slice).orElseThrow(), path).stream())
                    .sorted()
                    .toList();
            var actual = ids.stream().sorted().toList();
            if (!actual.equals(expected)) {
                throw new Violation(
                        file.location().key() + " has the rows " + actual + " and its ledger the rows " + expected);
            }
        }

        void end() {
            before.andNot(found);
            if (!before.isEmpty()) {
                throw new Violation("rows " + before + " were there and are gone");
            }
            for (var version : sources.all()) {
                for (var slice : sources.leaves(version)) {
                    for (var partition : Sources.PARTITIONS) {
                        wholeOrNot(sources.ids(slice, "p=" + partition), slice);
                    }
                }
            }
            shown.or(found);
        }

        /// The rows of an object, or of a slice of one, come to a partition in one step.
        private void wholeOrNot(List<Integer> ids, Sources.Version version) {
            long there = ids.stream().filter(found::get).count();
            if (there > 0 && there < ids.size()) {
                throw new Violation("of " + version.key() + " only " + there + " rows of " + ids + " are there");
            }
        }
    }
}
