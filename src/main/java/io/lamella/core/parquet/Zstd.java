package io.lamella.core.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import org.apache.parquet.format.CompressionCodec;

/// Zstandard frames. Without a checksum: pages have one of their own.
final class Zstd implements Compressor {
    private final ZstdCompressCtx context;

    Zstd(int level) {
        context = new ZstdCompressCtx().setLevel(level).setChecksum(false);
    }

    @Override
    public CompressionCodec codec() {
        return CompressionCodec.ZSTD;
    }

    @Override
    public void compress(ByteSink page, ByteSink compressed) {
        int bound = Math.toIntExact(com.github.luben.zstd.Zstd.compressBound(page.size));
        compressed.reserve(bound);
        compressed.size +=
                context.compressByteArray(compressed.bytes, compressed.size, bound, page.bytes, 0, page.size);
    }

    @Override
    public void close() {
        context.close();
    }
}
