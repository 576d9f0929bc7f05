package io.lamella.entry.load;

import io.lamella.pipeline.load.OrderedBatches;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/// A record batch outside of the heap.
///
/// @param file whose rows they are
/// @param scanned the rows that were looked at for it
record ArrowBatch(ArrowRecordBatch batch, String file, long bytes, int scanned) implements OrderedBatches.Weighed {
    int rows() {
        return batch.getLength();
    }

    @Override
    public void close() {
        batch.close();
    }
}
