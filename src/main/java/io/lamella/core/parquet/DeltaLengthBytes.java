package io.lamella.core.parquet;

/// Runs of bytes one behind the other, after all of their lengths.
final class DeltaLengthBytes extends PageValues {
    private final DeltaDecoder lengths;
    private final ByteCursor bytes;

    DeltaLengthBytes(ByteCursor in) {
        lengths = new DeltaDecoder(in.copy());
        DeltaDecoder.skip(in);
        bytes = in;
        array = in.array();
    }

    @Override
    void next() {
        // Lengths are 32-bit integers, and their differences wrap around.
        length = (int) lengths.next();
        start = bytes.take(length);
    }
}
