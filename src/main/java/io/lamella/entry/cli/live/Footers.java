package io.lamella.entry.cli.live;

import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.ParquetObject;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The footers of the parts that are shown. Each version of a part is read once, and a few in each round: a page that is opened over a large lake
/// fills round by round. What a round did not ask for is forgotten.
final class Footers {
    static final int READS_PER_ROUND = 24;

    private static final System.Logger LOG = System.getLogger(Footers.class.getName());

    private final ObjectStore store;
    private Map<ObjectInfo, PartShape> known = new HashMap<>();
    private Map<ObjectInfo, PartShape> asked = new HashMap<>();
    private int reads;

    Footers(ObjectStore store) {
        this.store = store;
    }

    void beginRound() {
        known = asked;
        asked = new HashMap<>();
        reads = 0;
    }

    /// Empty if it is not read yet, or another version is there by now: the next round shows it.
    Optional<PartShape> shape(ObjectInfo part) {
        var shape = Optional.ofNullable(known.get(part));
        if (shape.isEmpty() && reads < READS_PER_ROUND) {
            reads++;
            shape = read(part);
        }
        shape.ifPresent(found -> asked.put(part, found));
        return shape;
    }

    private Optional<PartShape> read(ObjectInfo part) {
        try {
            return Optional.of(PartShape.of(
                    ParquetObject.open(store, part).await().indefinitely().footer()));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, () -> "the footer of " + part.location() + " is not shown", e);
            return Optional.empty();
        }
    }
}
