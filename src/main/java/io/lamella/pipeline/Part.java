package io.lamella.pipeline;

import io.lamella.core.table.Ledger;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.PartMetadata;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/// A part of a partition, opened, with its whole ledger.
record Part(int number, ParquetObject file, PartMetadata metadata, List<LedgerEntry> ledger) {
    Part {
        ledger = List.copyOf(ledger);
    }

    static Uni<Part> open(ObjectStore store, int number, ObjectInfo info) {
        return ParquetObject.open(store, info).chain(file -> {
            var metadata = PartMetadata.fromKeyValues(file.footer().keyValues())
                    .orElseThrow(() -> new IllegalStateException(info.location()
                            + " has the name of a part, but Lamella did not write it. Move it out of the table, or into a"
                            + " source bucket to have it merged"));
            return Multi.createFrom()
                    .iterable(metadata.ledger())
                    .onItem()
                    .transformToUniAndConcatenate(file::read)
                    .map(Ledger::read)
                    .collect()
                    .in(ArrayList<LedgerEntry>::new, List::addAll)
                    .map(ledger -> new Part(number, file, metadata, ledger));
        });
    }

    boolean isSealed() {
        return metadata.sealed().isPresent();
    }

    long length() {
        return file.info().size();
    }
}
