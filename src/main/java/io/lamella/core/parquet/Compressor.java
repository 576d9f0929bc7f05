package io.lamella.core.parquet;

import org.apache.parquet.format.CompressionCodec;

/// Compresses pages, one after the other. May hold native memory; for one thread at a time.
sealed interface Compressor extends AutoCloseable permits Zstd, Snappy, Gzip, Uncompressed {
    static Compressor of(Codec codec, int level) {
        return switch (codec) {
            case ZSTD -> new Zstd(level);
            case SNAPPY -> new Snappy();
            case GZIP -> new Gzip(level);
            case NONE -> new Uncompressed();
        };
    }

    /// How footers call it.
    CompressionCodec codec();

    /// Appends what `page` holds, compressed.
    void compress(ByteSink page, ByteSink compressed);

    @Override
    void close();
}
