package io.lamella.entry.load;

import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Writes a table in some format, batch by batch.
interface TableWriter extends AutoCloseable {
    void write(VectorSchemaRoot batch) throws IOException;

    /// Writes what comes behind the last batch.
    void end() throws IOException;

    /// Frees what it holds; the channel stays open.
    @Override
    default void close() {}
}
