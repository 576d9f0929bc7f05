package io.lamella.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lamella.entry.lambda.Events;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Lands objects, past the proxies, and tells the ingest queue of them: once, or twice.
final class Landing {
    static final String BUCKET = "landing";

    private final ObjectStore store;
    private final MessageQueue ingestQueue;
    private final Random random;
    private final List<Landed> landed = new ArrayList<>();
    private int nextId;
    private int objects;

    Landing(ObjectStore store, MessageQueue ingestQueue, long seed) {
        this.store = store;
        this.ingestQueue = ingestQueue;
        this.random = new Random(seed);
    }

    /// All that landed so far.
    synchronized List<Landed> all() {
        return List.copyOf(landed);
    }

    /// Lands one object. One in twenty is overwritten at once, and one in thirty deleted.
    synchronized void landOne() {
        var location = new Location(BUCKET, "events/%06d.csv".formatted(objects++));
        boolean isOverwritten = random.nextInt(20) == 0;
        boolean isDeleted = !isOverwritten && random.nextInt(30) == 0;
        land(location, isOverwritten || isDeleted);
        if (isOverwritten) {
            land(location, false);
        }
        if (isDeleted) {
            store.delete(List.of(location)).await().indefinitely();
        }
    }

    private void land(Location location, boolean isReplaced) {
        // One in seventy is so big, and all of one folder, that it is staged by a multipart upload.
        boolean isBig = random.nextInt(70) == 0;
        int step = isBig ? Landed.FOLDERS : 1;
        int rows = isBig ? 70_000 : rows();
        int first = isBig ? Math.ceilDiv(nextId, Landed.FOLDERS) * Landed.FOLDERS : nextId;
        nextId = first + rows * step;
        store.put(location, ByteBuffer.wrap(text(first, rows, step).getBytes(US_ASCII)), Condition.ALWAYS)
                .await()
                .indefinitely();
        var object = store.head(location).await().indefinitely();
        landed.add(new Landed(object, first, rows, step, isReplaced));
        tell(object);
        if (random.nextInt(8) == 0) {
            tell(object);
        }
    }

    private int rows() {
        return switch (random.nextInt(10)) {
            case 0 -> 3_000 + random.nextInt(7_000);
            case 1, 2, 3 -> 200 + random.nextInt(1_800);
            default -> 1 + random.nextInt(200);
        };
    }

    private static String text(int first, int rows, int step) {
        var text = new StringBuilder("id,folder,payload\n");
        for (int row = 0; row < rows; row++) {
            int id = first + row * step;
            text.append(Landed.isBad(id) ? "x" : "")
                    .append(id)
                    .append(',')
                    .append(id % Landed.FOLDERS)
                    .append(',');
            payload(text, id);
            text.append('\n');
        }
        return text.toString();
    }

    /// 128 characters that follow from the id, and that DuckDB can make, too: see [TableReader].
    private static void payload(StringBuilder text, int id) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            for (int part = 0; part < 4; part++) {
                HexFormat.of().formatHex(text, md5.digest((id + "." + part).getBytes(US_ASCII)));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private void tell(ObjectInfo object) {
        ingestQueue
                .send(new Outgoing(Events.created(object), Optional.empty()))
                .await()
                .indefinitely();
    }
}
