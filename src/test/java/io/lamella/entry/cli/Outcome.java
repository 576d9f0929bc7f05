package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/// What came of a command: its exit code, and what it printed.
record Outcome(int exitCode, String out, String err) {
    /// Runs a command in this process.
    ///
    /// @param words as they would be typed, each by its text
    static Outcome lamella(Object... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Lamella.commandLine(false)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.of(words).map(Object::toString).toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    /// What a command with `--json` printed.
    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }
}
