package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.parquet.column.values.bloomfilter.XxHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// parquet-java hashes with the library of others.
class XxHash64Test {
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1",
    })
    void hashesWhatIsWellKnown(String text, String hash) {
        byte[] bytes = text.getBytes(US_ASCII);
        assertThat(Long.toHexString(XxHash64.of(bytes, 0, bytes.length))).isEqualTo(hash);
    }

    @Test
    void hashesEveryLengthAsTheLibraryDoes() {
        var library = new XxHash();
        var random = new SplittableRandom(31);
        for (int length = 0; length <= 200; length++) {
            for (int start = 0; start < 9; start++) {
                var data = new byte[length + 20];
                random.nextBytes(data);
                byte[] value = Arrays.copyOfRange(data, start, start + length);
                assertThat(XxHash64.of(data, start, length))
                        .as("%d bytes from %d", length, start)
                        .isEqualTo(library.hashBytes(value));
            }
        }
    }

    @Test
    void hashesNumbersAsTheirBytes() {
        var library = new XxHash();
        var random = new SplittableRandom(32);
        for (int i = 0; i < 1000; i++) {
            long value = random.nextLong() >> random.nextInt(Long.SIZE);
            var bytes = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array();
            assertThat(XxHash64.of(value)).isEqualTo(library.hashBytes(bytes));
            assertThat(XxHash64.of((int) value)).isEqualTo(library.hashBytes(Arrays.copyOf(bytes, Integer.BYTES)));
        }
    }
}
