package io.lamella.core.parquet;

import org.apache.parquet.format.CompressionCodec;

/// Pages as they are.
final class Uncompressed implements Compressor {
    @Override
    public CompressionCodec codec() {
        return CompressionCodec.UNCOMPRESSED;
    }

    @Override
    public void compress(ByteSink page, ByteSink compressed) {
        compressed.put(page);
    }

    @Override
    public void close() {}
}
