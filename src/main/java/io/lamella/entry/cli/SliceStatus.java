package io.lamella.entry.cli;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /// What became of one version of an object: of the whole, or of each slice that it was cut into.
    static List<SliceStatus> look(LakeStore lake, SliceTask task) throws IOException {
        var content = find(lake, lake.keys().receipt(task.dataset(), SliceId.of(task)));
        if (content.isEmpty()) {
            return List.of(unknown(task));
        }
        var receipt = Receipt.fromJson(content.get());
        var slices = new ArrayList<SliceStatus>();
        if (receipt.outcome() != Receipt.Outcome.CUT) {
            slices.add(of(lake, receipt));
        }
        for (var slice : receipt.slices()) {
            slices.addAll(look(lake, slice));
        }
        return slices;
    }

    /// A slice that no receipt tells of.
    private static SliceStatus unknown(SliceTask task) {
        return new SliceStatus(task, SliceId.of(task), Optional.empty(), List.of(), List.of());
    }

    /// What became of every version of an object that a receipt tells of, the latest first. Reads all receipts of the dataset.
    static List<SliceStatus> versions(LakeStore lake, String dataset, Location source) throws IOException {
        var receipts = ReceiptCheck.withoutDead(ReceiptCheck.receipts(lake, dataset)).stream()
                .filter(receipt -> receipt.task().source().bucket().equals(source.bucket())
                        && receipt.task().source().key().equals(source.key()))
                .sorted(Comparator.comparing(Receipt::finishedAt).reversed())
                .toList();
        var known = receipts.stream().map(receipt -> SliceId.of(receipt.task())).collect(Collectors.toSet());
        var versions = new ArrayList<SliceStatus>();
        for (var receipt : receipts) {
            if (receipt.outcome() != Receipt.Outcome.CUT) {
                versions.add(of(lake, receipt));
            }
            receipt.slices().stream()
                    .filter(slice -> !known.contains(SliceId.of(slice)))
                    .map(SliceStatus::unknown)
                    .forEach(versions::add);
        }
        return versions;
    }

    private static SliceStatus of(LakeStore lake, Receipt receipt) throws IOException {
        var slice = SliceId.of(receipt.task());
        var places = new ArrayList<Place>();
        for (var staged : receipt.partitions()) {
            places.add(place(lake, receipt, slice, staged));
        }
        return new SliceStatus(receipt.task(), slice, Optional.of(receipt), places, rejected(lake, receipt));
    }

    private static Place place(LakeStore lake, Receipt receipt, SliceId slice, Receipt.Staged staged)
            throws IOException {
        var dataset = receipt.task().dataset();
        var key = lake.keys().staged(dataset, staged.partition(), slice, receipt.attempt());
        // First what is staged: it is deleted only after it was published.
        boolean waits = !PublishedSlices.list(lake, key).isEmpty();
        var published = PublishedSlices.read(lake, dataset, Optional.of(staged.partition()))
                .find(staged.partition(), slice)
                .map(PublishedSlices.Published::key);
        return new Place(staged.partition(), staged.rows(), published, waits);
    }

    private static List<String> rejected(LakeStore lake, Receipt receipt) {
        return receipt.quarantine()
                .flatMap(key -> find(lake, key))
                .map(bytes -> StandardCharsets.UTF_8
                        .decode(bytes)
                        .toString()
                        .lines()
                        .limit(SHOWN_ROWS)
                        .toList())
                .orElse(List.of());
    }

    /// The content of an object of the lake; empty if it is not there.
    private static Optional<ByteBuffer> find(LakeStore lake, String key) {
        try {
            return Optional.of(
                    lake.store().get(lake.at(key)).await().indefinitely().bytes());
        } catch (StoreException e) {
            if (e.reason() == StoreException.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    boolean isGood() {
        return receipt.filter(there -> there.outcome() == Receipt.Outcome.STAGED)
                        .isPresent()
                && places.stream().noneMatch(Place::isLost);
    }
}
