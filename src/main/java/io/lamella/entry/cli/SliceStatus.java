package io.lamella.entry.cli;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.entry.wiring.LakeFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a slice has come.
///
/// @param receipt empty if no attempt has ended
/// @param places one for each partition that it has rows for
/// @param rejected the first rejected rows, each a JSON object
record SliceStatus(
        SliceTask task, SliceId slice, Optional<Receipt> receipt, List<Place> places, List<String> rejected) {
    private static final int SHOWN_ROWS = 3;

    SliceStatus {
        places = List.copyOf(places);
        rejected = List.copyOf(rejected);
    }

    /// Where the rows of one partition are.
    ///
    /// @param part the key of the part they are in; empty if they are in none
    /// @param staged whether they are staged
    record Place(String partition, long rows, Optional<String> part, boolean staged) {
        boolean isLost() {
            return part.isEmpty() && !staged;
        }
    }

    static SliceStatus look(LakeFolder folder, SliceTask task) throws IOException {
        var slice = SliceId.of(task);
        var file = folder.file(folder.lake().keys().receipt(task.dataset(), slice));
        if (!Files.exists(file)) {
            return new SliceStatus(task, slice, Optional.empty(), List.of(), List.of());
        }
        var receipt = Receipt.fromJson(ByteBuffer.wrap(Files.readAllBytes(file)));
        var places = new ArrayList<Place>();
        for (var staged : receipt.partitions()) {
            places.add(place(folder, receipt, slice, staged));
        }
        return new SliceStatus(task, slice, Optional.of(receipt), places, rejected(folder, receipt));
    }

    private static Place place(LakeFolder folder, Receipt receipt, SliceId slice, Receipt.Staged staged)
            throws IOException {
        var dataset = receipt.task().dataset();
        var key = folder.lake().keys().staged(dataset, staged.partition(), slice, receipt.attempt());
        // First what is staged: it is deleted only after it was published.
        boolean waits = Files.exists(folder.file(key));
        var published = PublishedSlices.read(folder, dataset, Optional.of(staged.partition()))
                .find(staged.partition(), slice)
                .map(PublishedSlices.Published::key);
        return new Place(staged.partition(), staged.rows(), published, waits);
    }

    private static List<String> rejected(LakeFolder folder, Receipt receipt) throws IOException {
        var file = receipt.quarantine().map(folder::file).filter(Files::exists);
        if (file.isEmpty()) {
            return List.of();
        }
        try (var lines = Files.lines(file.get())) {
            return lines.limit(SHOWN_ROWS).toList();
        }
    }

    boolean isGood() {
        return receipt.filter(there -> there.outcome() == Receipt.Outcome.STAGED)
                        .isPresent()
                && places.stream().noneMatch(Place::isLost);
    }
}
