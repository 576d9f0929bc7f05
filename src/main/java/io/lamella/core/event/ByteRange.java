package io.lamella.core.event;

/// A run of bytes of an object: `offset` is the first byte, `length` their number; both in bytes.
public record ByteRange(long offset, long length) {
    public ByteRange {
        if (offset < 0) {
            throw new IllegalArgumentException("offset must not be negative but was " + offset);
        }
        if (length < 0) {
            throw new IllegalArgumentException("length must not be negative but was " + length);
        }
    }

    /// The range that covers a whole object of `length` bytes.
    public static ByteRange whole(long length) {
        return new ByteRange(0, length);
    }

    /// The first byte behind the range.
    public long end() {
        return offset + length;
    }

    /// As in an HTTP `Range` header; an empty range cannot be written so.
    public String toHttp() {
        if (length == 0) {
            throw new IllegalStateException("an empty range has no HTTP form");
        }
        return "bytes=" + offset + "-" + (end() - 1);
    }
}
