package io.lamella.core.parquet;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.brotli.dec.BrotliInputStream;
import org.xerial.snappy.Snappy;

/// Decompresses pages.
///
/// A header says how big a page becomes. Room is made only for what the codec could make of so few bytes at all.
final class Decompression {
    /// No writer comes near; a value of its own may.
    private static final int MAX_PAGE_BYTES = 256 * 1024 * 1024;

    /// Deflate: a match of 258 bytes takes two bits at least.
    private static final int GZIP_RATIO = 1032;

    /// Snappy: a copy of 64 bytes takes three.
    private static final int SNAPPY_RATIO = 22;

    /// LZ4: every byte of a length adds 255 at most.
    private static final int LZ4_RATIO = 255;

    /// zstd: a block of 128 KiB of the same byte takes four.
    private static final int ZSTD_RATIO = 32 * 1024;

    /// Brotli: a block of 16 MiB of the same byte takes some ten. Pages are made as large as they turn out to be, not as they claim.
    private static final int BROTLI_RATIO = 2 * 1024 * 1024;

    /// For headers, and for pages that are next to nothing.
    private static final int SLACK = 128 * 1024;

    /// Of zstd, those that are not in use: as many as ever were at once. To make one takes longer than to decompress a page of a few KB.
    private static final Queue<ZstdDecompressCtx> CONTEXTS = new ConcurrentLinkedQueue<>();

    private Decompression() {}

    /// @param in the compressed bytes, all of them
    /// @param size that they must have afterwards
    /// @param room makes an array of so many bytes or more, whose first bytes may be overwritten; not all codecs want it
    static ByteCursor decompress(CompressionCodec codec, ByteCursor in, int size, IntFunction<byte[]> room) {
        check(codec, in.remaining(), size);
        int from = in.position();
        int length = in.remaining();
        if (length == 0 && size == 0) {
            return in;
        }
        try {
            return switch (codec) {
                case UNCOMPRESSED -> plain(in, size);
                case SNAPPY -> snappy(in.array(), from, length, size, room);
                case GZIP -> gzip(in.array(), from, length, size);
                case ZSTD -> zstd(in.array(), from, length, size, room);
                case LZ4_RAW -> whole(Lz4Block.decompress(in, size), size, size);
                case LZ4 -> whole(Lz4Frames.decompress(in, size), size, size);
                case BROTLI -> brotli(in.array(), from, length, size);
                case LZO -> throw noLzo();
            };
        } catch (IOException | ZstdException e) {
            throw new ParquetFormatException(codec + " cannot be decompressed: " + e.getMessage(), e);
        }
    }

    private static void check(CompressionCodec codec, int length, int size) {
        long most = SLACK
                + (long) length
                        * switch (codec) {
                            case UNCOMPRESSED -> 1;
                            case SNAPPY -> SNAPPY_RATIO;
                            case GZIP -> GZIP_RATIO;
                            case ZSTD -> ZSTD_RATIO;
                            case LZ4_RAW, LZ4 -> LZ4_RATIO;
                            case BROTLI -> BROTLI_RATIO;
                            case LZO -> throw noLzo();
                        };
        if (size > MAX_PAGE_BYTES) {
            throw new ParquetFormatException("the page claims " + size + " bytes, and pages may have " + MAX_PAGE_BYTES
                    + "; write the file anew with smaller ones");
        }
        if (size < 0 || size > most) {
            throw new ParquetFormatException(
                    length + " bytes of " + codec + " cannot become the " + size + " bytes that are claimed");
        }
    }

    private static ParquetFormatException noLzo() {
        return new ParquetFormatException("codec LZO is not supported; write the file anew with another, such as zstd");
    }

    private static ByteCursor plain(ByteCursor in, int size) {
        if (in.remaining() != size) {
            throw new ParquetFormatException(
                    "an uncompressed page of " + size + " bytes cannot take " + in.remaining());
        }
        return in;
    }

    private static ByteCursor snappy(byte[] in, int from, int length, int size, IntFunction<byte[]> room)
            throws IOException {
        int claimed = Snappy.uncompressedLength(in, from, length);
        if (claimed != size) {
            throw new ParquetFormatException("snappy holds " + claimed + " bytes but the header says " + size);
        }
        var out = room.apply(size);
        return whole(out, size, Snappy.uncompress(in, from, length, out, 0));
    }

    /// Several members one behind the other are one stream.
    private static ByteCursor gzip(byte[] in, int from, int length, int size) throws IOException {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(in, from, length))) {
            var out = stream.readNBytes(size);
            if (out.length == size && stream.read() >= 0) {
                throw new ParquetFormatException("gzip holds more than the " + size + " bytes of the header");
            }
            return whole(Arrays.copyOf(out, size), size, out.length);
        }
    }

    private static ByteCursor brotli(byte[] in, int from, int length, int size) throws IOException {
        try (var stream = new BrotliInputStream(new ByteArrayInputStream(in, from, length))) {
            var out = stream.readNBytes(size);
            if (out.length == size && stream.read() >= 0) {
                throw new ParquetFormatException("brotli holds more than the " + size + " bytes of the header");
            }
            return whole(Arrays.copyOf(out, size), size, out.length);
        }
    }

    private static ByteCursor zstd(byte[] in, int from, int length, int size, IntFunction<byte[]> room) {
        var out = room.apply(size);
        var context = Optional.ofNullable(CONTEXTS.poll()).orElseGet(ZstdDecompressCtx::new);
        try {
            return whole(out, size, context.decompressByteArray(out, 0, size, in, from, length));
        } finally {
            CONTEXTS.add(context);
        }
    }

    private static ByteCursor whole(byte[] out, int size, long made) {
        if (made != size) {
            throw new ParquetFormatException("a page has " + made + " bytes but its header says " + size);
        }
        return new ByteCursor(out, 0, size);
    }
}
