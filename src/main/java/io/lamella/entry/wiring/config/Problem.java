package io.lamella.entry.wiring.config;

/// One mistake in a configuration.
///
/// @param file as it was named by whoever loads it
/// @param line from 1; 0 if the file as a whole is meant
/// @param column from 1; 0 if the file as a whole is meant
/// @param path the keys that lead there, such as `datasets.events.columns.price`; empty for the file as a whole
/// @param message what must hold, what was found and the remedy
public record Problem(String file, int line, int column, String path, String message) {
    /// The way compilers print it, so that editors and terminals make it a link.
    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return path.isEmpty() ? place + ": " + message : place + ": " + path + ": " + message;
    }
}
