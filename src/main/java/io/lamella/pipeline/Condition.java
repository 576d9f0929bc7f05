package io.lamella.pipeline;

/// What must hold for a write to take effect.
public sealed interface Condition {
    /// The write always takes effect.
    record Always() implements Condition {}

    /// No object is there (`If-None-Match: *`).
    record IfAbsent() implements Condition {}

    /// The object there has this ETag (`If-Match`).
    record IfMatch(String etag) implements Condition {}

    Condition ALWAYS = new Always();
    Condition IF_ABSENT = new IfAbsent();
}
