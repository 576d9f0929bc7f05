package io.lamella.pipeline;

import io.lamella.core.table.Dataset;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets nothing be converted whose rows could not stand in its table, in a process that did not look when it started: one that
/// Lambda starts has a message to answer by then, and other datasets go on.
///
/// A table is looked at when the first of its objects comes, and once it has passed never again by this process. One that has not
/// is looked at for each object: the next may find another table. Thread-safe.
public final class SchemaGate {
    private final SchemaCheck check;
    private final Set<String> passed = ConcurrentHashMap.newKeySet();

    public SchemaGate(SchemaCheck check) {
        this.check = check;
    }

    /// Fails with a [SchemaRefusedException] if the table has rows that the configured columns cannot stand beside.
    Uni<Void> pass(Dataset dataset) {
        if (passed.contains(dataset.name())) {
            return Uni.createFrom().voidItem();
        }
        return check.refusals(List.of(dataset))
                .invoke(refusals -> {
                    if (!refusals.isEmpty()) {
                        throw new SchemaRefusedException(refusals);
                    }
                    passed.add(dataset.name());
                })
                .replaceWithVoid();
    }
}
