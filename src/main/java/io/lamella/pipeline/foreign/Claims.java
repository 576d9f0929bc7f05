package io.lamella.pipeline.foreign;

import io.lamella.core.table.MergeClaim;
import io.lamella.core.table.MergeNames;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.StoreException;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// The claim of a folder: who holds it may merge there, and each step of a merge is a write on condition that nobody else has
/// taken one since.
final class Claims {
    private final ObjectStore store;
    private final Location place;

    Claims(ObjectStore store, Folder folder) {
        this.store = store;
        this.place = folder.at(MergeNames.CLAIM);
    }

    /// A claim, and the version of the object that says it.
    record Held(MergeClaim claim, ObjectInfo info) {
        String etag() {
            return info.etag();
        }
    }

    Uni<Optional<Held>> find() {
        return store.get(place)
                .map(content -> Optional.of(new Held(MergeClaim.fromJson(content.bytes()), content.info())))
                .onFailure(Claims::isGone)
                .recoverWithItem(Optional.empty())
                .onFailure(IllegalArgumentException.class)
                .transform(failure -> new IllegalArgumentException(
                        place + " was not written by this version of Lamella, or is damaged: " + failure.getMessage()
                                + ". Delete it if no merge runs; the merged files of the folder tell what else there is to do",
                        failure));
    }

    /// Begins a merge.
    ///
    /// @param before a claim that was given up, whose place it takes
    /// @return the version of the claim; fails with `PRECONDITION_FAILED` if another run was faster
    Uni<String> begin(MergeClaim claim, Optional<Held> before) {
        var condition = before.<Condition>map(held -> new Condition.IfMatch(held.etag()))
                .orElse(Condition.IF_ABSENT);
        return store.put(place, claim.toJson(), condition);
    }

    /// Takes the next step.
    ///
    /// @return the new version of the claim; fails with `PRECONDITION_FAILED` or `NOT_FOUND` if another run took it
    Uni<String> advance(String etag, MergeClaim claim) {
        return store.put(place, claim.toJson(), new Condition.IfMatch(etag));
    }

    /// Ends the merge. If another run has gone on from here, it is left to that.
    Uni<Void> release(String etag) {
        return store.delete(place, etag).onFailure(Claims::isTaken).recoverWithNull();
    }

    static boolean isGone(Throwable failure) {
        return failure instanceof StoreException known && known.reason() == StoreException.Reason.NOT_FOUND;
    }

    /// Whether a condition did not hold.
    static boolean isTaken(Throwable failure) {
        return failure instanceof StoreException known
                && (known.reason() == StoreException.Reason.PRECONDITION_FAILED
                        || known.reason() == StoreException.Reason.CONFLICT
                        || known.reason() == StoreException.Reason.NOT_FOUND);
    }
}
