package io.lamella.entry.cli;

import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.Concurrently;
import io.lamella.pipeline.LakeStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether every row that a receipt promises is in a table or still waits to be.
///
/// @param receipts of all outcomes
/// @param published rows that receipts promise and ledgers have
/// @param waiting rows that receipts promise and that are staged
/// @param rejected rows that are in quarantine
record ReceiptCheck(int receipts, long published, long waiting, long rejected, List<String> problems) {
    private static final int READ_AT_ONCE = 32;

    ReceiptCheck {
        problems = List.copyOf(problems);
    }

    static ReceiptCheck run(LakeStore lake, String dataset) throws IOException {
        var keys = lake.keys();
        // In this order: what is published and deleted between two looks is found by the later one.
        var receipts = withoutDead(receipts(lake, dataset));
        Set<String> staged = new HashSet<>();
        PublishedSlices.list(lake, keys.staged(dataset))
                .forEach(info -> staged.add(info.location().key()));
        var ledgers = PublishedSlices.read(lake, dataset, Optional.empty());
        long published = 0;
        long waiting = 0;
        var problems = new ArrayList<String>();
        for (var receipt : receipts) {
            var slice = SliceId.of(receipt.task());
            for (var promised : receipt.partitions()) {
                var found = ledgers.find(promised.partition(), slice);
                long rows = found.map(there -> there.entry().rows()).orElse(0L);
                published += rows;
                if (found.isPresent() && rows != promised.rows()) {
                    problems.add(of(receipt, promised) + ": the receipt names " + promised.rows()
                            + " rows, and the ledger of " + found.get().key() + " " + rows);
                }
                if (found.isEmpty()) {
                    if (staged.contains(keys.staged(dataset, promised.partition(), slice, receipt.attempt()))) {
                        waiting += promised.rows();
                    } else {
                        problems.add(of(receipt, promised) + ": " + promised.rows()
                                + " rows are neither in the table nor staged; did somebody delete a part or a staged"
                                + " file? Restore it, or delete the receipt " + keys.receipt(dataset, slice)
                                + " and let the object land again");
                    }
                }
            }
        }
        long rejected = receipts.stream().mapToLong(Receipt::rejected).sum();
        return new ReceiptCheck(receipts.size(), published, waiting, rejected, problems);
    }

    private static String of(Receipt receipt, Receipt.Staged promised) {
        var partition = promised.partition().isEmpty() ? "" : " in " + promised.partition();
        return receipt.task().source().uri() + partition;
    }

    /// All but those of slices that came to nothing because their objects did.
    static List<Receipt> withoutDead(List<Receipt> receipts) {
        var objects = receipts.stream()
                .filter(receipt -> receipt.task().trial().isEmpty())
                .collect(Collectors.toMap(receipt -> SliceId.of(receipt.task()), receipt -> receipt));
        return receipts.stream()
                .filter(receipt -> receipt.task()
                        .trial()
                        .map(trial -> Optional.ofNullable(
                                        objects.get(SliceId.of(receipt.task().whole())))
                                .filter(object -> object.accepts(trial) || object.isOpenFor(trial))
                                .isPresent())
                        .orElse(true))
                .toList();
    }

    /// All receipts of a dataset.
    static List<Receipt> receipts(LakeStore lake, String dataset) {
        return lake.store()
                .list(lake.bucket(), lake.keys().receipts(dataset))
                .plug(Concurrently.each(READ_AT_ONCE, info -> lake.store().get(info.location())))
                .map(content -> Receipt.fromJson(content.bytes()))
                .collect()
                .asList()
                .await()
                .indefinitely();
    }
}
