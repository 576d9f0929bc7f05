package io.lamella.core.decode;

/// A date and time as a form of text gave it: what stands in the text, not yet what a column makes of it. A buffer.
final class Moment {
    /// What [#offset] is where the text says nothing of it.
    static final int NO_OFFSET = IsoOffset.NONE;

    /// What [#nanos] is where the text is finer than nanoseconds.
    static final int TOO_FINE = -1;

    /// From 1970-01-01 00:00 by the clock that the text was taken from; below 0 before it, but see [#sinceEpoch].
    long seconds;

    /// Behind the second.
    int nanos;

    /// From UTC, in seconds.
    int offset;

    /// Whether the text counts from 1970-01-01T00:00Z and so has no need of an offset.
    boolean sinceEpoch;

    /// Whether it counts backwards: then seconds and nanoseconds are both to be subtracted from 1970.
    boolean backwards;

    void local(long localSeconds, int nanosOfSecond, int offsetSeconds) {
        seconds = localSeconds;
        nanos = nanosOfSecond;
        offset = offsetSeconds;
        sinceEpoch = false;
        backwards = false;
    }

    void sinceEpoch(long secondsOfEpoch, int nanosOfSecond, boolean before) {
        seconds = secondsOfEpoch;
        nanos = nanosOfSecond;
        offset = NO_OFFSET;
        sinceEpoch = true;
        backwards = before;
    }
}
