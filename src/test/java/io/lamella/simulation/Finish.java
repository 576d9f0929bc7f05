package io.lamella.simulation;

import static io.lamella.simulation.Violation.require;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What has to be true when all is quiet: each row of each object once, in the table or in quarantine.
final class Finish {
    private final MemoryStore memory;
    private final LakeKeys keys;
    private final Sources sources;
    private final Watch watch;
    private final Dataset dataset;
    private final Set<Sources.Version> told;

    /// @param told the objects that dead letters are about
    Finish(World world, Set<Sources.Version> told) {
        this.memory = world.memory();
        this.keys = world.keys();
        this.sources = world.sources();
        this.watch = world.watch();
        this.dataset = world.settings().young().datasets().getFirst();
        this.told = told;
    }

    void check() {
        var times = rows();
        var rejected = rejected();
        for (var version : sources.all()) {
            checkIsOver(version);
            for (var slice : leaves(version)) {
                check(slice, times, rejected);
            }
        }
        list(keys.prefix() + "staged/").stream().findFirst().ifPresent(info -> {
            throw new Violation("still staged: " + info.location());
        });
        if (!memory.listUploads(Settings.LAKE, "")
                .collect()
                .asList()
                .await()
                .indefinitely()
                .isEmpty()) {
            throw new Violation("an upload was left open");
        }
    }

    /// What an object counts as, by its receipt.
    private List<Sources.Version> leaves(Sources.Version version) {
        boolean cut = watch.receipt(version)
                .filter(receipt -> receipt.outcome() == Outcome.CUT)
                .isPresent();
        return cut ? sources.leaves(version) : List.of(version);
    }

    /// Nobody waits for anything to become of an object, and of a refusal somebody was told.
    private void checkIsOver(Sources.Version version) {
        var receipt = receipt(version);
        switch (receipt.outcome()) {
            case STAGED, CUT -> {}
            case PENDING -> throw new Violation("I9: nobody decides about " + version.key());
            case REFUSED -> {
                require(
                        receipt.configuration().equals(dataset.fingerprint()),
                        "nobody tries " + version.key() + " again, though it was refused under another configuration");
                require(told.contains(version), "nobody is told that " + version.key() + " was refused");
            }
            case GONE, SUPERSEDED ->
                require(!isThere(version), "nobody tries " + version.key() + " again, though it is back");
        }
    }

    private Receipt receipt(Sources.Version version) {
        return watch.receipt(version).orElseThrow(() -> new Violation("nobody knows what became of " + version.task()));
    }

    private boolean isThere(Sources.Version version) {
        var source = version.task().source();
        return memory.head(new Location(source.bucket(), source.key()))
                .map(info -> info.etag().equals(source.etag()))
                .onFailure()
                .recoverWithItem(false)
                .await()
                .indefinitely();
    }

    private void check(Sources.Version slice, Map<Integer, Integer> times, Map<String, Integer> rejected) {
        var receipt = receipt(slice);
        boolean staged = receipt.outcome() == Outcome.STAGED;
        for (int id : slice.ids()) {
            int found = times.getOrDefault(id, 0);
            if (found != (staged ? 1 : 0)) {
                throw new Violation("row " + id + " of " + slice.key() + " (" + receipt.outcome() + ") is there "
                        + found + " times");
            }
        }
        int bad = rejected.getOrDefault(slice.slice().hex(), 0);
        if (bad != (staged ? slice.bad() : 0)) {
            throw new Violation(slice.key() + " (" + receipt.outcome() + ") has " + slice.bad()
                    + " bad rows, and in quarantine are " + bad);
        }
    }

    /// How often each row is in the table.
    private Map<Integer, Integer> rows() {
        var times = new HashMap<Integer, Integer>();
        for (var info : list(keys.table(Sources.DATASET))) {
            var file = PartFile.of(
                    memory.get(info.location()).await().indefinitely().bytes());
            var path = keys.partName(Sources.DATASET, info.location().key())
                    .orElseThrow()
                    .partition();
            for (int id : file.ids()) {
                times.merge(id, 1, Integer::sum);
                if (!path.isEmpty() && !path.equals("p=" + sources.partition(id))) {
                    throw new Violation("row " + id + " lies in the wrong partition: " + path);
                }
            }
        }
        return times;
    }

    /// How many rows of each slice are in quarantine.
    private Map<String, Integer> rejected() {
        var lines = new HashMap<String, Integer>();
        for (var info : list(keys.quarantine(Sources.DATASET))) {
            var name =
                    keys.quarantineName(Sources.DATASET, info.location().key()).orElseThrow();
            var text = StandardCharsets.UTF_8
                    .decode(memory.get(info.location()).await().indefinitely().bytes())
                    .toString();
            lines.merge(name.slice().hex(), Math.toIntExact(text.lines().count()), Integer::sum);
        }
        return lines;
    }

    private List<ObjectInfo> list(String prefix) {
        return memory.list(Settings.LAKE, prefix).collect().asList().await().indefinitely();
    }
}
