package io.lamella.pipeline;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// The receipts of a lake. A slice counts through the attempt that its receipt names, and through no other (I3).
final class Receipts {
    private final LakeStore lake;

    Receipts(LakeStore lake) {
        this.lake = lake;
    }

    /// A receipt as it was read; the ETag pins it.
    record Found(Receipt receipt, String etag) {}

    Uni<Optional<Found>> find(String dataset, SliceId slice) {
        return lake.store()
                .get(lake.at(lake.keys().receipt(dataset, slice)))
                .map(content -> Optional.of(new Found(
                        Receipt.fromJson(content.bytes()), content.info().etag())))
                .onFailure(Failures::isNotFound)
                .recoverWithItem(Optional.empty());
    }

    /// Writes a receipt unless another attempt was first, and answers the one that counts.
    ///
    /// When the outcome of the write is not known, or it was refused because a receipt is there, what is there decides (I7):
    /// it may be this very one, written by a try whose answer was lost. Fails if there is none, and then nothing may be
    /// cleaned up: the write may still take effect.
    ///
    /// @param replaced a receipt of an outcome without rows, that this one takes the place of
    Uni<Receipt> write(Receipt receipt, Optional<Found> replaced) {
        var slice = SliceId.of(receipt.task());
        var dataset = receipt.task().dataset();
        Condition condition = replaced.<Condition>map(found -> new Condition.IfMatch(found.etag()))
                .orElse(Condition.IF_ABSENT);
        return lake.store()
                .put(lake.at(lake.keys().receipt(dataset, slice)), receipt.toJson(), condition)
                .replaceWith(receipt)
                .onFailure(StoreException.class)
                .recoverWithUni(failure -> find(dataset, slice)
                        .chain(found -> found.filter(there -> !replaced.equals(Optional.of(there)))
                                .map(there -> settle(receipt, there))
                                .orElseGet(() -> Uni.createFrom().failure(failure))));
    }

    /// Puts a receipt in the place of one that was found, and answers the one that is there then: another's if that was faster.
    /// Fails if nobody knows.
    Uni<Receipt> replace(Found found, Receipt receipt) {
        var slice = SliceId.of(receipt.task());
        var dataset = receipt.task().dataset();
        var location = lake.at(lake.keys().receipt(dataset, slice));
        return lake.store()
                .put(location, receipt.toJson(), new Condition.IfMatch(found.etag()))
                .replaceWith(receipt)
                .onFailure(StoreException.class)
                .recoverWithUni(failure -> find(dataset, slice)
                        .chain(now -> now.filter(there -> !there.equals(found))
                                .map(there -> Uni.createFrom().item(there.receipt()))
                                .orElseGet(() -> Uni.createFrom().failure(failure))));
    }

    /// How a slice stands whose own receipt is there.
    enum Standing {
        /// Its rows belong into the table.
        COUNTS,
        /// It counts only with the other slices of its object, and that is not decided yet.
        OPEN,
        /// It would have counted only with others, and never will.
        DEAD
    }

    /// How a converted slice stands. Ask only after its receipt was found: then that of its object was there before.
    Uni<Standing> standing(SliceTask slice) {
        return slice.trial()
                .map(trial -> find(slice.dataset(), SliceId.of(slice.whole()))
                        .map(found -> found.map(there -> standing(there.receipt(), trial))
                                .orElse(Standing.OPEN)))
                .orElseGet(() -> Uni.createFrom().item(Standing.COUNTS));
    }

    static Standing standing(Receipt object, String trial) {
        if (object.accepts(trial)) {
            return Standing.COUNTS;
        }
        return object.isOpenFor(trial) ? Standing.OPEN : Standing.DEAD;
    }

    /// Another attempt may have found the object gone, just before it came back with the same bytes. Rows win over that, and so does
    /// the prospect of them; but it does not win over a refusal, for which there is somebody's message to tell of it.
    private Uni<Receipt> settle(Receipt own, Found there) {
        boolean refused =
                own.outcome() == Receipt.Outcome.PENDING && there.receipt().outcome() == Receipt.Outcome.REFUSED;
        boolean better =
                own.outcome().mayHaveRows() && !there.receipt().outcome().mayHaveRows() && !refused;
        return better ? write(own, Optional.of(there)) : Uni.createFrom().item(there.receipt());
    }
}
