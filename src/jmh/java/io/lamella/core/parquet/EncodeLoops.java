package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lamella.core.column.Vector;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// The loops of encoding, each over as many values as a batch has rows.
@State(Scope.Thread)
public class EncodeLoops {
    private static final int DISTINCT = 500;
    private static final int TEXT_BYTES = 12;

    /// Texts of equal length, back to back, some hundred of them distinct.
    private final byte[] texts = new byte[Vector.CAPACITY * TEXT_BYTES + Long.BYTES];

    private final long[] codes = new long[Vector.CAPACITY];
    private final long[] times = new long[Vector.CAPACITY];
    private final int[] ids = new int[Vector.CAPACITY];
    private final int[] packed = new int[Vector.CAPACITY];

    private final BytesDictionary bytesDictionary = new BytesDictionary(false);
    private final LongDictionary longDictionary = new LongDictionary();
    private final DeltaBinaryPacked delta = new DeltaBinaryPacked();
    private final ByteSink sink = new ByteSink();

    /// Fills what is encoded with the same values whenever it is made.
    public EncodeLoops() {
        var random = new SplittableRandom(42);
        for (int i = 0; i < Vector.CAPACITY; i++) {
            int code = random.nextInt(DISTINCT);
            codes[i] = code * 7_919L;
            packed[i] = code;
            times[i] = 1_767_225_600_000_000L + i * 17_000L + random.nextInt(5_000_000);
            System.arraycopy("device-%05d".formatted(code).getBytes(US_ASCII), 0, texts, i * TEXT_BYTES, TEXT_BYTES);
        }
    }

    @Benchmark
    public int[] bytesDictionary() {
        for (int i = 0; i < Vector.CAPACITY; i++) {
            ids[i] = bytesDictionary.id(texts, i * TEXT_BYTES, TEXT_BYTES);
        }
        return ids;
    }

    @Benchmark
    public int[] longDictionary() {
        longDictionary.ids(codes, Vector.CAPACITY, ids);
        return ids;
    }

    @Benchmark
    public int deltaPacking() {
        sink.clear();
        delta.encode(times, Vector.CAPACITY, Long.SIZE, sink);
        return sink.size;
    }

    /// What the dictionaries' ids become.
    @Benchmark
    public int runLengthAndBitPacking() {
        sink.clear();
        RleHybrid.encode(packed, Vector.CAPACITY, BitPacking.widthOf(DISTINCT - 1), sink);
        return sink.size;
    }
}
