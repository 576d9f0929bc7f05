package io.lamella.core.decode;

/// A row that is longer than rows may be, while it is passed over: only its beginning is kept.
///
/// @param record its number in the object, or 0
/// @param objectOffset where it begins in the decompressed object
record OversizedRow(long line, long record, long objectOffset, byte[] beginning) {
    /// @param objectEnd where the row ends in the decompressed object
    Rejected rejected(long objectEnd, Fault fault) {
        return new Rejected(
                fault.reason(), fault.message(), line, record, objectOffset, beginning, objectEnd - objectOffset);
    }

    static Fault fault(int maxRowBytes) {
        return new Fault(
                "row_too_long",
                "a row may have " + maxRowBytes + " bytes, but this one has more; is a quote not closed? If not, raise"
                        + " max-row-size");
    }
}
