package io.lamella.entry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Runs commands one after another in one process, so that the JVM can record the start of all of them in one go. The launcher calls
/// it; whether they succeed does not matter.
final class StartRecording {
    /// What the launcher calls it by.
    static final String NAME = "record-start";

    /// Between two commands.
    private static final String THEN = "--then";

    /// Not a command: what follows finds the file that it names in S3, in any bucket.
    private static final String SERVE = "serve";

    /// The place of S3, as the SDK looks it up before the environment.
    static final String ENDPOINT = "aws.endpointUrlS3";

    private StartRecording() {}

    /// @param args commands with their arguments, `--then` between them
    static void run(List<String> args) {
        QuietLog.begin();
        run(commands(args).iterator());
    }

    static void run(Iterator<List<String>> commands) {
        while (commands.hasNext()) {
            var command = commands.next();
            if (command.getFirst().equals(SERVE)) {
                serve(Path.of(command.getLast()), () -> run(commands));
            } else {
                Lamella.commandLineFor(command, false).execute(command.toArray(String[]::new));
            }
        }
    }

    private static void serve(Path file, Runnable meanwhile) {
        try (var bucket = SampleBucket.of(file)) {
            System.setProperty(ENDPOINT, bucket.endpoint().toString());
            meanwhile.run();
            System.clearProperty(ENDPOINT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<List<String>> commands(List<String> args) {
        var commands = new ArrayList<List<String>>();
        var command = new ArrayList<String>();
        for (var arg : args) {
            if (arg.equals(THEN)) {
                commands.add(List.copyOf(command));
                command.clear();
            } else {
                command.add(arg);
            }
        }
        commands.add(List.copyOf(command));
        return List.copyOf(commands);
    }
}
