package io.lamella.core.event;

/// A message of the ingest queue.
public sealed interface IngestMessage {
    /// One slice of an object that was cut.
    record Slice(SliceTask task) implements IngestMessage {}

    /// One stretch of an object that is to be cut.
    record Survey(SurveyTask task) implements IngestMessage {}

    /// The end of a trial at an object.
    record Verdict(VerdictTask task) implements IngestMessage {}

    /// What somebody says of objects in source buckets.
    record Notified(Notification notification) implements IngestMessage {}
}
