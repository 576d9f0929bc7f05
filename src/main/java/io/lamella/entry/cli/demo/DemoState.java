package io.lamella.entry.cli.demo;

import io.lamella.entry.wiring.Embedded;
import io.lamella.pipeline.ObjectInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Where things stand, as the store shows it.
///
/// @param landed files in the source bucket
/// @param receipts slices that were dealt with
/// @param staged files that wait to be published
/// @param parts visible files
/// @param published rows in the tables
/// @param quarantined rows
record DemoState(int landed, int receipts, int staged, int parts, long published, long quarantined) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BUCKET = "lake";

    static DemoState look(DemoFiles input, Embedded embedded) {
        int receipts = list(embedded, "receipts/").size();
        int staged = list(embedded, "staged/").size();
        return new DemoState(
                input.written().size(),
                receipts,
                staged,
                list(embedded, "tables/").size(),
                embedded.worker().counters().rows(),
                list(embedded, "quarantine/").stream()
                        .mapToLong(file -> lines(embedded, file))
                        .sum());
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
        return receipts == landed && staged == 0;
    }
}
