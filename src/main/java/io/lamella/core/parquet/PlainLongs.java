package io.lamella.core.parquet;

import org.apache.parquet.format.Type;

/// Numbers one behind the other, little endian; booleans eight to a byte.
final class PlainLongs extends PageValues {
    private final ByteCursor in;
    private final Type type;
    private int bit;

    PlainLongs(ByteCursor in, Type type) {
        this.in = in;
        this.type = type;
    }

    @Override
    void read(long[] into, int from, int count) {
        switch (type) {
            case BOOLEAN -> booleans(into, from, count);
            case INT32, FLOAT -> ints(into, from, count);
            case INT64, DOUBLE -> longs(into, from, count);
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> super.read(into, from, count);
        }
    }

    private void booleans(long[] into, int from, int count) {
        int bytes = (bit + count + 7) / 8;
        if (bytes > in.remaining()) {
            throw new ParquetFormatException("wants " + bytes + " bytes where " + in.remaining() + " are left");
        }
        for (int i = 0; i < count; i++) {
            into[from + i] = in.array()[in.position() + bit / 8] >> (bit % 8) & 1;
            bit++;
        }
        in.take(bit / 8);
        bit %= 8;
    }

    private void ints(long[] into, int from, int count) {
        int at = in.take(Math.multiplyExact(count, Integer.BYTES));
        for (int i = 0; i < count; i++) {
            into[from + i] = LittleEndian.getInt(in.array(), at + i * Integer.BYTES);
        }
    }

    private void longs(long[] into, int from, int count) {
        int at = in.take(Math.multiplyExact(count, Long.BYTES));
        for (int i = 0; i < count; i++) {
            into[from + i] = LittleEndian.getLong(in.array(), at + i * Long.BYTES);
        }
    }
}
