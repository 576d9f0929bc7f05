package io.lamella.entry.load;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.load.LoadType;
import java.util.Arrays;

/// Copies values of a scalar type into the buffers of a record batch.
final class ScalarCopy {
    private static final int DECIMAL_128 = 16;
    private static final int DECIMAL_256 = 32;

    private final BatchBuffers out;
    private byte[] present = new byte[64];
    private int[] offsets = new int[64];
    private long[] numbers = new long[64];
    private long[] wide = new long[64];
    private int nulls;

    ScalarCopy(BatchBuffers out) {
        this.out = out;
    }

    /// Copies the values of some slots. Of slots that are null, whatever was read there does not count.
    void copy(LoadType type, ScalarVector values, Slots slots) {
        int count = slots.count;
        if (type instanceof LoadType.Null) {
            out.node(count, count);
            return;
        }
        nulls = findNulls(values, slots);
        out.node(count, nulls);
        out.validity(present, count, nulls);
        switch (type) {
            case LoadType.Bool _ -> bits((LongVector) values, slots);
            case LoadType.Text _, LoadType.Binary _ -> runs((BytesVector) values, slots);
            case LoadType.Fixed(int length) -> fixed((BytesVector) values, slots, length);
            case LoadType.Uuid _ -> fixed((BytesVector) values, slots, 2 * Long.BYTES);
            case LoadType.Decimal(int precision, int _) ->
                decimals(values, slots, precision > ArrowTypes.DIGITS_OF_128_BITS ? DECIMAL_256 : DECIMAL_128);
            default -> numbers((LongVector) values, slots, width(type));
        }
    }

    /// So many nulls.
    void copyNulls(LoadType type, int count) {
        boolean runs = switch (type) {
            case LoadType.Text _, LoadType.Binary _, LoadType.Fixed _, LoadType.Uuid _ -> true;
            default -> false;
        };
        copy(type, runs ? new BytesVector(0) : new LongVector(0), Slots.nulls(count));
    }

    private static int width(LoadType type) {
        return switch (type) {
            case LoadType.Int(int bits, boolean _) -> bits / Byte.SIZE;
            case LoadType.Floating(int bits) -> bits / Byte.SIZE;
            case LoadType.Date _ -> Integer.BYTES;
            case LoadType.Time(LoadType.Unit unit) -> unit == LoadType.Unit.MILLIS ? Integer.BYTES : Long.BYTES;
            case LoadType.Timestamp _ -> Long.BYTES;
            default -> throw new IllegalArgumentException(type.text() + " is no number");
        };
    }

    private int findNulls(ScalarVector values, Slots slots) {
        if (present.length < slots.count) {
            present = new byte[slots.count];
        }
        if (slots.isEvery()) {
            findNulls(values, slots.count);
        } else {
            for (int slot = 0; slot < slots.count; slot++) {
                int place = slots.places[slot];
                present[slot] = (byte) (place < 0 || values.isNull(place) ? 0 : 1);
            }
        }
        int there = 0;
        for (int slot = 0; slot < slots.count; slot++) {
            there += present[slot];
        }
        return slots.count - there;
    }

    private void findNulls(ScalarVector values, int count) {
        switch (values) {
            case LongVector longs -> System.arraycopy(longs.present, 0, present, 0, count);
            case BytesVector runs -> {
                for (int slot = 0; slot < count; slot++) {
                    present[slot] = (byte) (~runs.lengths[slot] >>> (Integer.SIZE - 1));
                }
            }
        }
    }

    private void numbers(LongVector values, Slots slots, int width) {
        var numbers = gathered(values, slots);
        int count = slots.count;
        switch (width) {
            case Long.BYTES -> out.put(numbers, count);
            case Integer.BYTES -> {
                for (int slot = 0; slot < count; slot++) {
                    offsets[slot] = (int) numbers[slot];
                }
                out.put(offsets, count);
            }
            default -> {
                var bytes = out.scratch(count * width);
                for (int slot = 0; slot < count; slot++) {
                    bytes[slot * width] = (byte) numbers[slot];
                    bytes[slot * width + width - 1] = (byte) (numbers[slot] >> (width - 1) * Byte.SIZE);
                }
                out.put(bytes, 0, count * width);
            }
        }
    }

    /// The number of each slot, 0 where there is none.
    private long[] gathered(LongVector values, Slots slots) {
        reserve(slots.count);
        if (nulls == 0 && slots.isEvery()) {
            return values.values;
        }
        for (int slot = 0; slot < slots.count; slot++) {
            numbers[slot] = present[slot] == 0 ? 0 : values.values[slots.places[slot]];
        }
        return numbers;
    }

    private void reserve(int slots) {
        if (numbers.length < slots) {
            numbers = new long[slots];
        }
        if (offsets.length <= slots) {
            offsets = new int[slots + 1];
        }
    }

    private void bits(LongVector values, Slots slots) {
        int length = Math.ceilDiv(slots.count, Byte.SIZE);
        var bits = out.scratch(length);
        for (int slot = 0; slot < slots.count; slot++) {
            if (present[slot] != 0) {
                bits[slot >> 3] |= (byte) (values.values[slots.places[slot]] << (slot & 7));
            }
        }
        out.put(bits, 0, length);
    }

    private void runs(BytesVector values, Slots slots) {
        int bytes = putOffsets(values, slots);
        int first = place(slots, 0, 1);
        int last = place(slots, slots.count - 1, -1);
        if (bytes == 0
                || values.isOwn() && values.starts[last] + values.lengths[last] - values.starts[first] == bytes) {
            // They lie side by side.
            out.put(values.data, bytes == 0 ? 0 : values.starts[first], bytes);
            return;
        }
        var data = out.room(Math.addExact(bytes, BytesVector.PADDING));
        for (int slot = 0; slot < slots.count; slot++) {
            if (present[slot] != 0) {
                int place = slots.places[slot];
                BytesVector.copy(values.data, values.starts[place], values.lengths[place], data, offsets[slot]);
            }
        }
        out.put(data, 0, bytes);
    }

    /// Where the first slot that is not null has its value, seen from one end; 0 if there is none.
    private int place(Slots slots, int from, int step) {
        for (int slot = from; slot >= 0 && slot < slots.count; slot += step) {
            if (present[slot] != 0) {
                return slots.places[slot];
            }
        }
        return 0;
    }

    private int putOffsets(BytesVector values, Slots slots) {
        reserve(slots.count);
        int end = 0;
        offsets[0] = 0;
        for (int slot = 0; slot < slots.count; slot++) {
            end = Math.addExact(end, present[slot] == 0 ? 0 : values.lengths[slots.places[slot]]);
            offsets[slot + 1] = end;
        }
        out.offsets(offsets, slots.count);
        return end;
    }

    private void fixed(BytesVector values, Slots slots, int width) {
        int length = Math.multiplyExact(slots.count, width);
        var bytes = out.scratch(length);
        for (int slot = 0; slot < slots.count; slot++) {
            if (present[slot] != 0) {
                System.arraycopy(values.data, values.starts[slots.places[slot]], bytes, slot * width, width);
            }
        }
        out.put(bytes, 0, length);
    }

    /// In two's complement, the lowest byte first.
    private void decimals(ScalarVector values, Slots slots, int width) {
        switch (values) {
            case LongVector longs -> decimals(gathered(longs, slots), slots.count, width);
            case BytesVector runs -> {
                int length = Math.multiplyExact(slots.count, width);
                var bytes = out.scratch(length);
                for (int slot = 0; slot < slots.count; slot++) {
                    if (present[slot] != 0) {
                        decimal(runs, slots.places[slot], bytes, slot * width, width);
                    }
                }
                out.put(bytes, 0, length);
            }
        }
    }

    private void decimals(long[] values, int count, int width) {
        int words = width / Long.BYTES;
        int length = Math.multiplyExact(count, words);
        if (wide.length < length) {
            wide = new long[length];
        }
        for (int slot = 0; slot < count; slot++) {
            wide[slot * words] = values[slot];
            Arrays.fill(wide, slot * words + 1, (slot + 1) * words, values[slot] >> (Long.SIZE - 1));
        }
        out.put(wide, length);
    }

    /// The highest byte comes first in files; those in front of the value's own only repeat its sign.
    private static void decimal(BytesVector values, int place, byte[] bytes, int at, int width) {
        int start = values.starts[place];
        int own = Math.min(values.lengths[place], width);
        int last = start + values.lengths[place] - 1;
        for (int i = 0; i < own; i++) {
            bytes[at + i] = values.data[last - i];
        }
        byte sign = own == 0 ? 0 : (byte) (values.data[start] >> (Byte.SIZE - 1));
        Arrays.fill(bytes, at + own, at + width, sign);
    }
}
