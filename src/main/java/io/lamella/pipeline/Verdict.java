package io.lamella.pipeline;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What the receipts of the slices of an object say about it as a whole.
///
/// @param slices in their order; empty for one that has no receipt
record Verdict(Dataset dataset, List<Optional<Receipt>> slices) {
    /// What the receipt of the object is to say.
    ///
    /// @param reason empty if the slices count
    record Finding(Outcome outcome, Optional<String> reason) {}

    /// Empty if it depends on slices that are not converted yet. One that is refused, or too many bad rows, need not wait for the rest.
    Optional<Finding> find() {
        return refused().or(this::gone).or(this::tooMany).or(() -> areAllStaged() ? accepted() : Optional.empty());
    }

    private Optional<Finding> refused() {
        return first(receipt -> receipt.outcome() == Outcome.REFUSED && Ingest.isFinal(receipt, dataset))
                .map(receipt -> new Finding(
                        Outcome.REFUSED,
                        Optional.of(
                                "the slice of bytes " + receipt.task().range().offset() + " to "
                                        + (receipt.task().range().end() - 1) + " was refused: "
                                        + receipt.reason().orElse(""))));
    }

    private Optional<Finding> gone() {
        return first(receipt -> receipt.outcome() == Outcome.GONE || receipt.outcome() == Outcome.SUPERSEDED)
                .map(receipt -> new Finding(receipt.outcome(), receipt.reason()));
    }

    private Optional<Finding> tooMany() {
        return dataset.badRows()
                .maxRows()
                .filter(max -> rejected() > max)
                .map(max -> tooMany("more rows were rejected than the limit of " + max));
    }

    private Optional<Finding> accepted() {
        long all = rejected() + staged(Receipt::rows);
        return dataset.badRows()
                .maxFraction()
                .filter(max -> rejected() > max * all)
                .map(max -> tooMany(rejected() + " of " + all + " rows were rejected, and " + max + " of them may be"))
                .or(() -> Optional.of(new Finding(Outcome.CUT, Optional.empty())));
    }

    private Finding tooMany(String what) {
        var first = first(receipt -> receipt.outcome() == Outcome.STAGED && receipt.rejected() > 0)
                .flatMap(Receipt::reason)
                .orElse("");
        return new Finding(
                Outcome.REFUSED,
                Optional.of(what + ". The first: " + first
                        + ". Mend the object or the schema, or raise bad-rows of dataset " + dataset.name()));
    }

    private boolean areAllStaged() {
        return slices.stream()
                .allMatch(slice -> slice.filter(receipt -> receipt.outcome() == Outcome.STAGED)
                        .isPresent());
    }

    private long rejected() {
        return staged(Receipt::rejected);
    }

    private long staged(java.util.function.ToLongFunction<Receipt> count) {
        return slices.stream()
                .flatMap(Optional::stream)
                .filter(receipt -> receipt.outcome() == Outcome.STAGED)
                .mapToLong(count)
                .sum();
    }

    private Optional<Receipt> first(Predicate<Receipt> which) {
        return slices.stream().flatMap(Optional::stream).filter(which).findFirst();
    }
}
