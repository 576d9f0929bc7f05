package io.lamella.pipeline;

import io.lamella.core.table.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A piece of work that is over: a slice, a partition, a sweep, or a walk through folders of others. There is one for each, however many rows it had.
///
/// @param traffic what it asked of the store
/// @param trace where it was in a trace; empty if it is not traced
public record Event(
        Subject subject,
        Result result,
        Instant startedAt,
        Duration took,
        StoreMeter.Reading traffic,
        Optional<TraceParent> trace) {

    /// What came of it.
    public sealed interface Result {}

    /// @param own whether this work wrote the receipt; if not, the slice was done before, or somebody else was faster
    public record Converted(Receipt receipt, boolean own) implements Result {}

    /// A step on the way of an object that is too big for one worker: surveys or a verdict were asked for, or made. What comes next is for
    /// other messages.
    public record Step() implements Result {}

    public record Merged(Compact.Report report) implements Result {}

    public record Swept(Sweep.Report report) implements Result {}

    /// Folders were walked through. Where something went wrong in one, it stands in the summary.
    public record FoldersMerged(MergeSummary summary) implements Result {}

    /// It will be tried again, unless it was tried too often.
    ///
    /// @param before what had come of it until then, and stays; empty if nothing had
    public record Failed(Throwable failure, Optional<Result> before) implements Result {}
}
