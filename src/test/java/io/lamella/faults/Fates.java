package io.lamella.faults;

import java.util.Optional;

/// Decides what befalls requests. Thread-safe.
interface Fates {
    /// Empty if all goes well.
    Optional<Fault> fault(HttpMessage request);

    /// How much of a message gets through that is cut.
    byte[] cut(HttpMessage message);

    /// How long the next pause is.
    long pauseMillis();
}
