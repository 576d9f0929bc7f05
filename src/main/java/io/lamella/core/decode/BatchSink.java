package io.lamella.core.decode;

/// Takes decoded rows.
@FunctionalInterface
public interface BatchSink {
    /// `batch` and all that it holds may be used only until this returns ([Rejected] rows may be kept).
    void accept(RowBatch batch);
}
