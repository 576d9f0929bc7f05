package io.lamella.core.parquet;

/// xxHash of 64 bits, with seed 0
/// ([specification](https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md)).
final class XxHash64 {
    private static final long PRIME_1 = 0x9E37_79B1_85EB_CA87L;
    private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final long PRIME_3 = 0x1656_67B1_9E37_79F9L;
    private static final long PRIME_4 = 0x85EB_CA77_C2B2_AE63L;
    private static final long PRIME_5 = 0x27D4_EB2F_1656_67C5L;

    /// Their sum, which overflows.
    private static final long PRIME_1_AND_2 = 0x60EA_27EE_ADC0_B5D6L;

    /// What is taken in at once, as four lanes of eight bytes.
    private static final int STRIPE = 4 * Long.BYTES;

    private XxHash64() {}

    static long of(byte[] data, int start, int length) {
        int end = start + length;
        int at = start;
        long hash = PRIME_5;
        if (length >= STRIPE) {
            int stripes = length / STRIPE;
            hash = stripes(data, start, stripes);
            at += stripes * STRIPE;
        }
        return mixed(rest(hash + length, data, at, end));
    }

    /// Of a number of four bytes, the lowest first.
    static long of(int value) {
        return mixed(withInt(PRIME_5 + Integer.BYTES, Integer.toUnsignedLong(value)));
    }

    /// Of a number of eight bytes, the lowest first.
    static long of(long value) {
        return mixed(withLong(PRIME_5 + Long.BYTES, value));
    }

    private static long stripes(byte[] data, int start, int count) {
        long a = PRIME_1_AND_2;
        long b = PRIME_2;
        long c = 0;
        long d = -PRIME_1;
        int at = start;
        for (int i = 0; i < count; i++) {
            a = lane(a, LittleEndian.getLong(data, at));
            b = lane(b, LittleEndian.getLong(data, at + 8));
            c = lane(c, LittleEndian.getLong(data, at + 16));
            d = lane(d, LittleEndian.getLong(data, at + 24));
            at += STRIPE;
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        return merged(merged(merged(merged(hash, a), b), c), d);
    }

    /// With the bytes that are no whole stripe.
    private static long rest(long before, byte[] data, int start, int end) {
        long hash = before;
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = withLong(hash, LittleEndian.getLong(data, at));
        }
        if (at + Integer.BYTES <= end) {
            hash = withInt(hash, Integer.toUnsignedLong(LittleEndian.getInt(data, at)));
            at += Integer.BYTES;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (Byte.toUnsignedLong(data[at]) * PRIME_5), 11) * PRIME_1;
        }
        return hash;
    }

    private static long withLong(long hash, long value) {
        return Long.rotateLeft(hash ^ lane(0, value), 27) * PRIME_1 + PRIME_4;
    }

    private static long withInt(long hash, long value) {
        return Long.rotateLeft(hash ^ (value * PRIME_1), 23) * PRIME_2 + PRIME_3;
    }

    private static long lane(long lane, long value) {
        return Long.rotateLeft(lane + value * PRIME_2, 31) * PRIME_1;
    }

    private static long merged(long hash, long lane) {
        return (hash ^ lane(0, lane)) * PRIME_1 + PRIME_4;
    }

    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * PRIME_2;
        mixed = (mixed ^ (mixed >>> 29)) * PRIME_3;
        return mixed ^ (mixed >>> 32);
    }
}
