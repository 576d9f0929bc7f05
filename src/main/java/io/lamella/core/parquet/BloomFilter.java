package io.lamella.core.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.BloomFilterAlgorithm;
import org.apache.parquet.format.BloomFilterCompression;
import org.apache.parquet.format.BloomFilterHash;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.SplitBlockAlgorithm;
import org.apache.parquet.format.Uncompressed;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.XxHash;

/// A split block Bloom filter
/// ([specification](https://github.com/apache/parquet-format/blob/master/BloomFilter.md)): it never misses a hash that was added,
/// and takes some others for added ones.
///
/// A hash chooses one block of 256 bits by its upper half, and in each of the eight words of that block one bit by its lower half.
public final class BloomFilter {
    static final int BLOCK_BYTES = 32;
    private static final int WORDS = BLOCK_BYTES / Integer.BYTES;

    private static final int[] SALT = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };

    private final int[] words;

    BloomFilter(int blocks) {
        if (blocks <= 0) {
            throw new IllegalArgumentException("blocks must be positive but was " + blocks);
        }
        words = new int[Math.multiplyExact(blocks, WORDS)];
    }

    /// Without the header.
    int bytes() {
        return words.length * Integer.BYTES;
    }

    void add(long hash) {
        int at = block(hash);
        for (int i = 0; i < WORDS; i++) {
            words[at + i] |= bit(hash, i);
        }
    }

    boolean mayHold(long hash) {
        int at = block(hash);
        for (int i = 0; i < WORDS; i++) {
            if ((words[at + i] & bit(hash, i)) == 0) {
                return false;
            }
        }
        return true;
    }

    /// Its first word.
    private int block(long hash) {
        int blocks = words.length / WORDS;
        return (int) (((hash >>> 32) * blocks) >>> 32) * WORDS;
    }

    private static int bit(long hash, int word) {
        return 1 << ((int) hash * SALT[word] >>> 27);
    }

    /// The fraction of hashes that are taken for added ones, of those that were not added.
    public double falsePositives() {
        double sum = 0;
        for (int at = 0; at < words.length; at += WORDS) {
            double all = 1;
            for (int i = 0; i < WORDS; i++) {
                all *= Integer.bitCount(words[at + i]) / (double) Integer.SIZE;
            }
            sum += all;
        }
        return sum * WORDS / words.length;
    }

    boolean isHalvable() {
        return words.length % (2 * WORDS) == 0;
    }

    /// The filter of half the size that had come out had the same hashes been added to it: of twice as many blocks, a hash
    /// chooses the first or the second of those two whose place, halved, is that of the block that it chooses here.
    BloomFilter halved() {
        var half = new BloomFilter(words.length / WORDS / 2);
        for (int at = 0; at < half.words.length; at += WORDS) {
            for (int i = 0; i < WORDS; i++) {
                half.words[at + i] = words[2 * at + i] | words[2 * at + WORDS + i];
            }
        }
        return half;
    }

    /// As it stands in a file, header first.
    ByteBuffer stored() {
        var header = new BloomFilterHeader(
                bytes(),
                BloomFilterAlgorithm.BLOCK(new SplitBlockAlgorithm()),
                BloomFilterHash.XXHASH(new XxHash()),
                BloomFilterCompression.UNCOMPRESSED(new Uncompressed()));
        return Thrift.bytes(out -> {
            Util.writeBloomFilterHeader(header, out);
            writeBits(out);
        });
    }

    private void writeBits(OutputStream out) throws IOException {
        var bits = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        bits.asIntBuffer().put(words);
        out.write(bits.array());
    }

    /// Reads what [#stored] wrote, or another writer.
    ///
    /// @throws ParquetFormatException if it is broken, or of a kind that is not known
    public static BloomFilter read(ByteBuffer stored) {
        var in = stored.slice();
        var header = Thrift.read(in, new BloomFilterHeader(), "the header of a Bloom filter");
        int bytes = header.getNumBytes();
        if (!Thrift.given(header.getAlgorithm()).isSetBLOCK()
                || !Thrift.given(header.getHash()).isSetXXHASH()
                || !Thrift.given(header.getCompression()).isSetUNCOMPRESSED()) {
            throw new ParquetFormatException("the Bloom filter is of an unknown kind: " + header);
        }
        if (bytes <= 0 || bytes % BLOCK_BYTES != 0 || bytes > in.remaining()) {
            throw new ParquetFormatException(
                    "the Bloom filter claims " + bytes + " bytes where " + in.remaining() + " are left");
        }
        var filter = new BloomFilter(bytes / BLOCK_BYTES);
        in.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(filter.words);
        return filter;
    }
}
