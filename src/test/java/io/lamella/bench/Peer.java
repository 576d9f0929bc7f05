package io.lamella.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/// Somebody else who converts text to Parquet, in a process of its own.
///
/// @param name for reports
/// @param command its command line, of the text and of the file to write
record Peer(String name, BiFunction<Input, Path, List<String>> command) {}
