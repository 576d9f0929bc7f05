package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Receipt;
import java.util.ArrayList;
import java.util.List;

/// A lake in memory, and a store before it that fails and is held up as a test wants.
///
/// The tests of the protocol's invariants begin with the name of theirs.
abstract class FaultyLake {
    final TestLake lake = new TestLake();
    final FaultyStore faulty = new FaultyStore(lake.memory);

    final Compact.Report compactThroughFaults() {
        lake.store = faulty;
        try {
            return lake.compact();
        } finally {
            lake.store = lake.memory;
        }
    }

    final Sweep.Report sweep() {
        return lake.sweep().sweep(List.of(lake.dataset)).await().indefinitely();
    }

    final List<Part> parts() {
        var parts = new ArrayList<Part>();
        for (var info : lake.list("tables/t/")) {
            parts.add(Part.open(lake.memory, parts.size(), info).await().indefinitely());
        }
        return parts;
    }

    final void assertSound() {
        var lakeStore = new LakeStore(lake.memory, TestLake.LAKE, lake.lake().keys());
        assertThat(new Audit(lakeStore).audit("t").collect().asList().await().indefinitely())
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.problems()).isEmpty());
    }

    /// Deletes the object, and lets an attempt find that.
    final Receipt goes(SliceTask task) {
        var source = task.source();
        lake.memory
                .delete(List.of(new Location(source.bucket(), source.key())))
                .await()
                .indefinitely();
        return lake.convert(task);
    }

    final void anotherLandsAndCommits() {
        lake.store = lake.memory;
        lake.convert(lake.land("c", 20, 30, "x"));
        lake.compact();
        lake.store = faulty;
    }
}
