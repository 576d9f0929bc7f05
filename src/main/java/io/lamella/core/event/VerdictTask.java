package io.lamella.core.event;

import java.util.Optional;

/// A verdict without rows about an object whose slices count only together: found, and still to be written. Whoever gets the message
/// writes it, unless another was faster, and sees to what follows.
///
/// @param trial at the object that comes to an end
/// @param reason as it is to stand in the receipt
/// @param configuration the fingerprint of the dataset's configuration under which it was found
/// @param id names the message: several may be sent about one trial, and the receipt says which of them counts
public record VerdictTask(
        SliceTask whole, String trial, Ending ending, Optional<String> reason, String configuration, String id) {
    /// How a trial ends without rows, as receipts say it.
    public enum Ending {
        REFUSED,
        GONE,
        SUPERSEDED
    }
}
