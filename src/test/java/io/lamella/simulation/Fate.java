package io.lamella.simulation;

/// What becomes of a call.
enum Fate {
    /// It takes effect and is answered.
    ANSWERED,
    /// It takes effect and is answered, but whoever made it wakes up much later.
    PAUSED,
    /// It has no effect: an error of the server, a time-out, too many requests.
    FAILED,
    /// It takes effect and the answer is lost. Also the end of an upload that answers 200 with an error inside.
    LOST,
    /// It times out first and takes effect later.
    LATE,
    /// The answer is lost, the client tries again by itself, and it is the second answer that arrives.
    RETRIED,
    /// The client tries again by itself, and the first try takes effect after the second was answered.
    OVERTAKEN,
    /// Another write got in between (409), without effect.
    CONFLICT,
    /// Whoever makes it ends before it leaves.
    CRASH_BEFORE,
    /// Whoever makes it ends, and it takes effect.
    CRASH_AFTER
}
