package io.lamella.core.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/// Decompression for parquet-java's reader, whose own needs Hadoop.
final class PlainCodecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("for reading only");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput bytes, int uncompressedSize) throws IOException {
                return BytesInput.from(
                        PlainCodecs.decompress(codec, bytes.toInputStream().readAllBytes(), uncompressedSize));
            }

            @Override
            public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int uncompressedSize) {
                throw new UnsupportedOperationException("for direct buffers only");
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public void release() {}

    private static byte[] decompress(CompressionCodecName codec, byte[] bytes, int size) throws IOException {
        return switch (codec) {
            case ZSTD -> Zstd.decompress(bytes, size);
            case SNAPPY -> Snappy.uncompress(bytes);
            case GZIP -> {
                try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    yield gzip.readAllBytes();
                }
            }
            case UNCOMPRESSED -> bytes;
            case LZO, BROTLI, LZ4, LZ4_RAW -> throw new UnsupportedOperationException(codec + " is not written");
        };
    }
}
