package io.lamella.core.parquet;

import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.parquet.format.CompressionCodec;

/// One gzip member for each page, [RFC 1952](https://www.rfc-editor.org/rfc/rfc1952).
final class Gzip implements Compressor {
    /// Magic, method "deflate", no flags, no time, no hints, an unknown operating system.
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

    private static final int STEP_BYTES = 1 << 13;

    private final Deflater deflater;

    Gzip(int level) {
        deflater = new Deflater(level, true);
    }

    @Override
    public CompressionCodec codec() {
        return CompressionCodec.GZIP;
    }

    @Override
    public void compress(ByteSink page, ByteSink compressed) {
        compressed.put(HEADER, 0, HEADER.length);
        deflater.reset();
        deflater.setInput(page.bytes, 0, page.size);
        deflater.finish();
        while (!deflater.finished()) {
            compressed.reserve(STEP_BYTES);
            compressed.size += deflater.deflate(compressed.bytes, compressed.size, STEP_BYTES);
        }
        var crc = new CRC32();
        crc.update(page.bytes, 0, page.size);
        compressed.putInt((int) crc.getValue());
        compressed.putInt(page.size);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
