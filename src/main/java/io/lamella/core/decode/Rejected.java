package io.lamella.core.decode;

/// A row that does not fit its schema.
///
/// @param reason a code of the field, such as `not_a_decimal`, for counting and filtering
/// @param message what must hold, the value, the column and the remedy
/// @param line the line of the decoded text on which the row begins, from 1
/// @param record its number in the object, from 1; 0 where rows are found by their lines
/// @param byteOffset where the row begins in the decompressed object, from 0
/// @param raw the row as it stands in the object, without its line end, cut at [#MAX_RAW_BYTES]
/// @param rawLength the bytes of the whole row
public record Rejected(
        String reason, String message, long line, long record, long byteOffset, byte[] raw, long rawLength) {
    /// How much of a row is kept: 64 KiB.
    public static final int MAX_RAW_BYTES = 64 * 1024;
}
