package io.lamella.core.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.format.CompressionCodec;

/// Raw Snappy blocks, without framing.
final class Snappy implements Compressor {
    @Override
    public CompressionCodec codec() {
        return CompressionCodec.SNAPPY;
    }

    @Override
    public void compress(ByteSink page, ByteSink compressed) {
        compressed.reserve(org.xerial.snappy.Snappy.maxCompressedLength(page.size));
        try {
            compressed.size +=
                    org.xerial.snappy.Snappy.compress(page.bytes, 0, page.size, compressed.bytes, compressed.size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
