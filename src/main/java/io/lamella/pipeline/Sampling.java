package io.lamella.pipeline;

import io.lamella.core.decode.Decoders;
import io.lamella.core.decode.RefusedException;
import io.lamella.core.decode.RowBatch;
import io.lamella.core.decode.SliceDecoder;
import io.lamella.core.parquet.RowGroupEncoder;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.PartitionRouter;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Converts the beginnings of objects to see what would come of the whole.
final class Sampling implements AutoCloseable {
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
        return Beginning.read(store, info.location(), info.size(), info.etag())
                .invoke(beginning -> convert(info, beginning))
                .replaceWithVoid()
                .onFailure(failure -> Failures.isNotFound(failure) || Failures.isOtherVersion(failure))
                .recoverWithNull();
    }

    private void convert(ObjectInfo info, Beginning beginning) {
        objects++;
        storedBytes += beginning.used();
        var own = new HashSet<String>();
        var router = new PartitionRouter(dataset.partitions(), dataset.decodedSchema());
        try (var decoder = Decoders.open(dataset.format(), dataset.columns())) {
            decoder.offer(beginning.bytes().duplicate());
            drain(decoder, router, own);
            if (beginning.whole()) {
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

    /// Frees native memory.
    @Override
    public void close() {
        encoder.close();
    }
}
