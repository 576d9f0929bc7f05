package io.lamella.core.decode;

/// What the values of a column must be; made once for a column, and named when a value is not so.
///
/// @param reason the code of a value that is not so
/// @param must what stands behind "must" in the message, such as `be an integer`
/// @param remedy what can be done about it, as an order
record Requirement(String reason, String must, String remedy) {
    /// @param value as people may read it, see [ShownText]
    Fault brokenBy(String column, String value) {
        return new Fault(reason, "column " + column + " must " + must + " but was " + value + "; " + remedy);
    }
}
