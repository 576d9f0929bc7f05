package io.lamella.entry.cli.demo;

import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.entry.wiring.Embedded;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Where things stand, as the store shows it.
///
/// @param landed files in the source bucket
/// @param surveys stretches of big files that were surveyed, before they are cut
/// @param slices that big files were cut into
/// @param receipts slices and files that were dealt with
/// @param staged files that wait to be published
/// @param parts visible files
/// @param published rows in the tables
/// @param quarantined rows
record DemoState(
        int landed, int surveys, int slices, int receipts, int staged, int parts, long published, long quarantined) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BUCKET = "lake";

    static DemoState look(DemoFiles input, Embedded embedded) {
        int slices = input.written().stream()
                .filter(file -> file.bytes() > DemoFiles.BIG_BYTES)
                .mapToInt(file -> slices(embedded, new Location("landing", file.key())))
                .sum();
        int surveys = list(embedded, "surveys/").size();
        int receipts = list(embedded, "receipts/").size();
        int staged = list(embedded, "staged/").size();
        return new DemoState(
                input.written().size(),
                surveys,
                slices,
                receipts,
                staged,
                list(embedded, "tables/").size(),
                embedded.worker().counters().rows(),
                list(embedded, "quarantine/").stream()
                        .mapToLong(file -> lines(embedded, file))
                        .sum());
    }

    private static int slices(Embedded embedded, Location file) {
        var lake = embedded.pipeline().lake();
        var info = lake.store().head(file).await().atMost(PATIENCE);
        var source = new SourceObject(file.bucket(), file.key(), info.etag(), info.size());
        var receipt = lake.keys().receipt("events", SliceId.of(SliceTask.whole("events", source)));
        return lake.store()
                .get(lake.at(receipt))
                .map(content -> Receipt.fromJson(content.bytes()).slices().size())
                .onFailure(StoreException.class)
                .recoverWithItem(0)
                .await()
                .atMost(PATIENCE);
    }

    private static List<ObjectInfo> list(Embedded embedded, String prefix) {
        return embedded.store().list(BUCKET, prefix).collect().asList().await().atMost(PATIENCE);
    }

    private static long lines(Embedded embedded, ObjectInfo file) {
        var bytes =
                embedded.store().get(file.location()).await().atMost(PATIENCE).bytes();
        return StandardCharsets.UTF_8
                .decode(bytes.duplicate())
                .chars()
                .filter(c -> c == '\n')
                .count();
    }

    boolean isDone() {
        return receipts == landed + slices && staged == 0;
    }
}
