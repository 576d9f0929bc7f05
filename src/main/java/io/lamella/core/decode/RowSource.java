package io.lamella.core.decode;

/// Rows that come batch by batch, typed by the columns of a dataset. Not thread-safe, but may be handed from thread to thread.
public interface RowSource extends AutoCloseable {
    /// Hands on some rows. Returns false when there are no more.
    ///
    /// @throws RefusedException if the source as a whole cannot be taken
    boolean advance(BatchSink sink);

    /// Bytes of text that rows were made of so far, decompressed.
    long decodedBytes();

    /// Frees what it holds. May be called at any time, also twice.
    @Override
    void close();
}
