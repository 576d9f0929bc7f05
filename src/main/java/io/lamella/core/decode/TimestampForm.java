package io.lamella.core.decode;

/// One way of writing a date and time.
interface TimestampForm {
    /// Reads a field into `moment`; false if it is not written this way.
    boolean read(byte[] data, int start, int end, Moment moment);
}
