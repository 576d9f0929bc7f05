package io.lamella.core.parquet;

/// Levels as writers of the first years packed them: the most significant bit first, and no length in front
/// ([specification](https://parquet.apache.org/docs/file-format/data-pages/encodings/#BITPACKED)).
final class BitPackedLevels implements Levels {
    private final ByteCursor in;
    private final int bitWidth;
    private long bit;

    /// @param values in the page, which tell how many bytes the levels take
    BitPackedLevels(ByteCursor page, int bitWidth, int values) {
        this.in = page.slice(Math.toIntExact(((long) values * bitWidth + 7) / 8));
        this.bitWidth = bitWidth;
    }

    @Override
    public void read(int[] into, int from, int count) {
        for (int i = 0; i < count; i++) {
            into[from + i] = next();
        }
    }

    private int next() {
        int value = 0;
        for (int i = 0; i < bitWidth; i++, bit++) {
            int octet = in.array()[in.position() + (int) (bit / 8)];
            value = value << 1 | (octet >> (7 - (int) (bit % 8)) & 1);
        }
        return value;
    }
}
