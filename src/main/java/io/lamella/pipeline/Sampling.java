package io.lamella.pipeline;

import io.lamella.core.decode.Decoders;
import io.lamella.core.decode.RefusedException;
import io.lamella.core.decode.RowBatch;
import io.lamella.core.decode.SliceDecoder;
import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.RowGroupEncoder;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.PartitionRouter;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Converts the beginnings of objects to see what would come of the whole.
final class Sampling {
    /// More than a block of bzip2, before the end of which nothing comes out.
    static final long BEGINNING_BYTES = 1024 * 1024;

    private final ObjectStore store;
    private final Dataset dataset;
    private final RowGroupEncoder encoder;
    private final Set<String> partitions = new HashSet<>();
    private final List<String> refused = new ArrayList<>();
    private int objects;
    private long storedBytes;
    private long textBytes;
    private long rows;
    private long rejected;
    private long partitionsOfObjects;

    Sampling(ObjectStore store, Dataset dataset) {
        this.store = store;
        this.dataset = dataset;
        this.encoder = new RowGroupEncoder(dataset.decodedSchema(), dataset.writer());
    }

    /// Reads the beginning of an object. One that is gone by now is passed over.
    Uni<Void> read(ObjectInfo info) {
        var beginning = ByteRange.whole(Math.min(info.size(), BEGINNING_BYTES));
        return store.read(info.location(), beginning, info.etag())
                .invoke(bytes -> convert(info, bytes))
                .replaceWithVoid()
                .onFailure(failure -> Failures.isNotFound(failure) || Failures.isOtherVersion(failure))
                .recoverWithNull();
    }

    private void convert(ObjectInfo info, ByteBuffer bytes) {
        objects++;
        storedBytes += bytes.remaining();
        boolean whole = bytes.remaining() == info.size();
        var own = new HashSet<String>();
        var router = new PartitionRouter(dataset.partitions(), dataset.decodedSchema());
        try (var decoder = Decoders.open(dataset.format(), dataset.columns())) {
            decoder.offer(bytes.duplicate());
            drain(decoder, router, own);
            if (whole) {
                decoder.end();
                drain(decoder, router, own);
            }
            textBytes += decoder.decodedBytes();
        } catch (RefusedException e) {
            refused.add(info.location() + ": " + e.getMessage());
        }
        partitions.addAll(own);
        partitionsOfObjects += own.size();
    }

    private void drain(SliceDecoder decoder, PartitionRouter router, Set<String> own) {
        boolean more = true;
        while (more) {
            more = decoder.advance(batch -> accept(batch, router, own));
        }
    }

    private void accept(RowBatch batch, PartitionRouter router, Set<String> own) {
        rows += batch.accepted();
        rejected += batch.rejected().size();
        encoder.append(batch.columns(), batch.rows(), 0, batch.accepted());
        router.route(batch, (partition, numbers, count) -> own.add(partition));
    }

    Sample finish() {
        try (encoder) {
            long parquetBytes = encoder.rows() == 0 ? 0 : encoder.finish().bytes();
            return new Sample(
                    objects,
                    storedBytes,
                    textBytes,
                    rows,
                    rejected,
                    parquetBytes,
                    partitions.size(),
                    objects == 0 ? 0 : (double) partitionsOfObjects / objects,
                    refused);
        }
    }
}
