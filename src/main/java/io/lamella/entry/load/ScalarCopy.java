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
    private final RunsCopy runs;
    private byte[] present = new byte[64];
    private int[] halves = new int[64];
    private long[] numbers = new long[64];
    private long[] wide = new long[64];
    private int nulls;

    ScalarCopy(BatchBuffers out) {
        this.out = out;
        this.runs = new RunsCopy(out);
    }

    /// Copies the values of some slots. Of slots that are null, whatever was read there does not count.
    void copy(LoadType type, ScalarVector values, Slots slots) {
        nulls = findNulls(values, slots);
        put(type, values, slots);
    }

    /// As [#copy], where no slot is null.
    void copyFull(LoadType type, ScalarVector values, Slots slots) {
        nulls = 0;
        put(type, values, slots);
    }

    /// As [#copy], where only slots are null, and no value is.
    ///
    /// @param isFull whether no slot is null, as far as that is known
    void copyCoded(LoadType type, ScalarVector values, Slots slots, boolean isFull) {
        nulls = isFull ? 0 : findMissing(slots);
        put(type, values, slots);
    }

    private void put(LoadType type, ScalarVector values, Slots slots) {
        if (type instanceof LoadType.Null) {
            out.node(slots.count, slots.count);
            return;
        }
        out.node(slots.count, nulls);
        out.validity(present, slots.count, nulls);
        switch (type) {
            case LoadType.Bool _ -> bits((LongVector) values, slots);
            case LoadType.Text _, LoadType.Binary _ -> runs.copy((BytesVector) values, slots, present, nulls);
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
        reservePresent(slots.count);
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

    private int findMissing(Slots slots) {
        reservePresent(slots.count);
        int[] places = slots.places;
        int missing = 0;
        for (int slot = 0; slot < slots.count; slot++) {
            int isMissing = places[slot] >>> (Integer.SIZE - 1);
            present[slot] = (byte) (isMissing ^ 1);
            missing += isMissing;
        }
        return missing;
    }

    private void reservePresent(int slots) {
        if (present.length < slots) {
            present = new byte[slots];
        }
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
                if (halves.length < count) {
                    halves = new int[count];
                }
                for (int slot = 0; slot < count; slot++) {
                    halves[slot] = (int) numbers[slot];
                }
                out.put(halves, count);
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
        if (nulls == 0 && slots.isEvery()) {
            return values.values;
        }
        if (numbers.length < slots.count) {
            numbers = new long[slots.count];
        }
        gather(values.values, slots.places, slots.count);
        return numbers;
    }

    private void gather(long[] values, int[] places, int count) {
        if (nulls == 0) {
            for (int slot = 0; slot < count; slot++) {
                numbers[slot] = values[places[slot]];
            }
        } else if (nulls == count) {
            Arrays.fill(numbers, 0, count, 0);
        } else {
            // Without a branch, which nobody could foretell: of what is null no bit stays.
            for (int slot = 0; slot < count; slot++) {
                int place = places[slot];
                numbers[slot] = values[place & ~(place >> (Integer.SIZE - 1))] & -(long) present[slot];
            }
        }
    }

    private boolean isNull(int slot) {
        return nulls > 0 && present[slot] == 0;
    }

    private void bits(LongVector values, Slots slots) {
        int length = Math.ceilDiv(slots.count, Byte.SIZE);
        var bits = out.scratch(length);
        for (int slot = 0; slot < slots.count; slot++) {
            if (!isNull(slot)) {
                bits[slot >> 3] |= (byte) (values.values[slots.places[slot]] << (slot & 7));
            }
        }
        out.put(bits, 0, length);
    }

    private void fixed(BytesVector values, Slots slots, int width) {
        int length = Math.multiplyExact(slots.count, width);
        var bytes = out.scratch(length);
        for (int slot = 0; slot < slots.count; slot++) {
            if (!isNull(slot)) {
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
                    if (!isNull(slot)) {
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
        int at = 0;
        for (int slot = 0; slot < count; slot++) {
            long value = values[slot];
            wide[at++] = value;
            for (int word = 1; word < words; word++) {
                wide[at++] = value >> (Long.SIZE - 1);
            }
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
