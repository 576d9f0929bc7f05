package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/// Cuts long bounds short. Text stays text: readers may decode it.
enum BoundTruncation {
    TEXT {
        @Override
        int cut(byte[] value) {
            for (int cut = MAX_BYTES; cut > MAX_BYTES - 4; cut--) {
                if ((value[cut] & 0xC0) != 0x80) {
                    return cut;
                }
            }
            return MAX_BYTES;
        }

        @Override
        Optional<byte[]> next(byte[] prefix) {
            int[] codePoints = new String(prefix, UTF_8).codePoints().toArray();
            for (int i = codePoints.length - 1; i >= 0; i--) {
                // The surrogates are no characters.
                int next =
                        codePoints[i] + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : codePoints[i] + 1;
                if (next <= Character.MAX_CODE_POINT) {
                    return Optional.of((new String(codePoints, 0, i) + Character.toString(next)).getBytes(UTF_8));
                }
            }
            return Optional.empty();
        }
    },
    BINARY {
        @Override
        int cut(byte[] value) {
            return MAX_BYTES;
        }

        @Override
        Optional<byte[]> next(byte[] prefix) {
            for (int i = prefix.length - 1; i >= 0; i--) {
                if (prefix[i] != -1) {
                    byte[] next = Arrays.copyOf(prefix, i + 1);
                    next[i]++;
                    return Optional.of(next);
                }
            }
            return Optional.empty();
        }
    };

    /// What bounds have at most; parquet-java takes the same number. The last character of text may grow by one byte.
    static final int MAX_BYTES = 64;

    /// Where to cut a value that is too long.
    abstract int cut(byte[] value);

    /// The least value that is greater than all that begin with the prefix, if there is one.
    abstract Optional<byte[]> next(byte[] prefix);

    byte[] below(byte[] min) {
        return min.length <= MAX_BYTES ? min : Arrays.copyOf(min, cut(min));
    }

    Optional<byte[]> above(byte[] max) {
        return max.length <= MAX_BYTES ? Optional.of(max) : next(Arrays.copyOf(max, cut(max)));
    }
}
