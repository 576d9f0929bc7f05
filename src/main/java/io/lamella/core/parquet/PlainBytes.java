package io.lamella.core.parquet;

/// Runs of bytes one behind the other: of one width, or each after its length.
final class PlainBytes extends PageValues {
    private final ByteCursor in;
    private final int width;

    /// @param width 0 when each has a length of its own
    PlainBytes(ByteCursor in, int width) {
        this.in = in;
        this.width = width;
        this.array = in.array();
    }

    @Override
    void next() {
        length = width > 0 ? width : in.littleEndian(Integer.BYTES);
        start = in.take(length);
    }
}
