package io.lamella.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.PendingUpload;
import io.lamella.pipeline.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What lies in the lake beside the table, read past the proxies.
final class Remains {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LakeStore lake;
    private final Map<SliceId, Receipt> staged = new HashMap<>();

    Remains(ObjectStore store, String bucket) {
        this.lake = new LakeStore(store, bucket, new LakeKeys(""));
    }

    /// What became of a slice; empty if that is not decided.
    Optional<Receipt> receipt(SliceId slice) {
        var known = staged.get(slice);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            var content = lake.store()
                    .get(lake.at(lake.keys().receipt(Landed.DATASET, slice)))
                    .await()
                    .indefinitely();
            var receipt = Receipt.fromJson(content.bytes());
            if (receipt.outcome() == Receipt.Outcome.STAGED) {
                staged.put(slice, receipt); // for ever
            }
            return Optional.of(receipt);
        } catch (StoreException e) {
            if (e.reason() == StoreException.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    List<Location> staged() {
        return Listing.of(lake, lake.keys().staged(Landed.DATASET)).stream()
                .map(ObjectInfo::location)
                .toList();
    }

    /// Staged files that must go without the sweeper having to wait for a day: all but those of objects that were gone or
    /// overwritten when the attempt that counts came to read them.
    List<Location> stagedOfRows() {
        return staged().stream()
                .filter(file -> receipt(sliceOf(file))
                        .map(receipt -> receipt.outcome() == Receipt.Outcome.STAGED)
                        .orElse(true))
                .toList();
    }

    private SliceId sliceOf(Location staged) {
        var keys = lake.keys();
        var partition = keys.stagedPartition(Landed.DATASET, staged.key());
        return keys.stagedName(Landed.DATASET, partition, staged.key())
                .orElseThrow(() -> new AssertionError(staged + " must be named as a staged file"))
                .slice();
    }

    List<PendingUpload> uploads() {
        return lake.store()
                .listUploads(lake.bucket(), "")
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    /// The raw text of all rows in quarantine.
    List<String> quarantined() {
        return Listing.of(lake, lake.keys().quarantine(Landed.DATASET)).stream()
                .flatMap(file -> lines(file.location()))
                .map(line -> line.path("raw").asText())
                .toList();
    }

    private Stream<JsonNode> lines(Location file) {
        var bytes = lake.store().get(file).await().indefinitely().bytes();
        return StandardCharsets.UTF_8.decode(bytes).toString().lines().map(Remains::parse);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
