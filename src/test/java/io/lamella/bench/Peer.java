package io.lamella.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Somebody else who converts text to Parquet, in a process of its own.
///
/// @param name for reports
/// @param isAlone whether both are held to one processor
/// @param command its command line, of the text and of the file to write
record Peer(String name, boolean isAlone, BiFunction<Input, Path, List<String>> command) {
    /// A command line of either, for processes that see no other processor.
    List<String> held(List<String> command) {
        return isAlone
                ? Stream.concat(Stream.of("taskset", "-c", "0"), command.stream())
                        .toList()
                : command;
    }
}
