package io.lamella.simulation;

import static io.lamella.simulation.Violation.require;

import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.SealReason;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.Location;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The parts of each partition, as they were last written.
final class KeptParts {
    private final LakeKeys keys;
    private final Sources sources;
    private final Consumer<LedgerEntry> counts;
    private final Map<String, Partition> partitions = new HashMap<>();

    /// @param counts throws a [Violation] where the rows of an entry must not be published
    KeptParts(LakeKeys keys, Sources sources, Consumer<LedgerEntry> counts) {
        this.keys = keys;
        this.sources = sources;
        this.counts = counts;
    }

    /// The parts of a partition by their numbers.
    private static final class Partition {
        private final TreeMap<Integer, Known> parts = new TreeMap<>();

        Set<SliceId> ledger() {
            return parts.values().stream()
                    .flatMap(part -> part.slices().stream())
                    .collect(Collectors.toSet());
        }
    }

    private record Known(PartFile file, Set<SliceId> slices, Optional<SealReason> sealed) {}

    /// A part was written: the first of its lengths, or another.
    void written(Location target, ByteBuffer content) {
        var name = keys.partName(Sources.DATASET, target.key()).orElseThrow();
        var path = name.partition();
        int number = name.number();
        var partition = partitions.computeIfAbsent(path, there -> new Partition());
        var file = PartFile.of(content);
        var ledger = file.ledger();
        var before = Optional.ofNullable(partition.parts.get(number));
        before.ifPresentOrElse(old -> grew(old, file, number, partition), () -> began(file, number, partition));
        var old = before.map(Known::slices).orElse(Set.of());
        var slices = ledger.stream().map(LedgerEntry::slice).collect(Collectors.toSet());
        require(slices.containsAll(old), "I1: the ledger lost a slice");
        require(slices.size() == ledger.size(), "I4: a slice is twice in the ledger of the part");
        for (var entry : ledger) {
            if (!old.contains(entry.slice())) {
                added(path, partition, entry);
            }
        }
        long rows = ledger.stream().mapToLong(LedgerEntry::rows).sum();
        require(
                rows == file.footer().rows(),
                "I1: the ledger has " + rows + " rows and the file "
                        + file.footer().rows());
        partition.parts.put(number, new Known(file, slices, file.metadata().sealed()));
    }

    private void grew(Known old, PartFile file, int number, Partition partition) {
        if (file.metadata().sealed().equals(Optional.of(SealReason.SETTLED))) {
            require(file.ids().equals(old.file().ids()), "I8: a part was settled with other rows");
            return;
        }
        require(old.sealed().isEmpty(), "I2: a sealed part was appended to");
        require(number == partition.parts.lastKey(), "I2: a part was appended to that is not the newest");
        int length = old.file().bytes().remaining();
        require(
                file.bytes().remaining() >= length
                        && file.bytes().slice(0, length).equals(old.file().bytes()),
                "I8: the old part is no prefix of the new one");
        var groups = old.file().footer().rowGroups();
        require(
                file.footer().rowGroups().size() >= groups.size()
                        && file.footer().rowGroups().subList(0, groups.size()).equals(groups),
                "I8: a live row group moved or left the footer");
    }

    private void began(PartFile file, int number, Partition partition) {
        require(file.metadata().previousLength() == 0, "I2: a part began with the content of another");
        require(number == partition.parts.size(), "I2: part " + number + " follows " + partition.parts.keySet());
        require(
                number == 0 || partition.parts.get(number - 1).sealed().isPresent(),
                "I2: part " + number + " follows one that is not sealed");
    }

    private void added(String path, Partition partition, LedgerEntry entry) {
        require(!partition.ledger().contains(entry.slice()), "I4: slice " + entry.slice() + " was there already");
        counts.accept(entry);
        var version = sources.of(entry.slice()).orElseThrow();
        int rows = sources.ids(version, path).size();
        require(
                entry.rows() == rows,
                "I3: slice " + entry.slice() + " has " + rows + " rows for " + path + ", not " + entry.rows());
    }

    /// Whether rows of the slice are in the partition.
    boolean isPublished(String path, SliceId slice) {
        var partition = partitions.get(path);
        return partition != null && partition.ledger().contains(slice);
    }
}
