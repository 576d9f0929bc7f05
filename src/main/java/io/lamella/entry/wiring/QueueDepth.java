package io.lamella.entry.wiring;

import java.util.OptionalLong;

/// How full a queue is, about.
///
/// @param name what it is for: `ingest`, `merge`
/// @param waiting messages that nobody works on, those that are delayed among them
/// @param inWork messages that somebody works on
/// @param givenUp messages in its dead-letter queue; empty if it has none, or it cannot be seen
public record QueueDepth(String name, long waiting, long inWork, OptionalLong givenUp) {}
