package io.lamella.entry.cli;

import java.util.ArrayList;
import java.util.List;

/// Runs commands one after another in one process, so that the JVM can record the start of all of them in one go. The launcher calls
/// it; whether they succeed does not matter.
final class StartRecording {
    /// What the launcher calls it by.
    static final String NAME = "record-start";

    /// Between two commands.
    private static final String THEN = "--then";

    private StartRecording() {}

    /// @param args commands with their arguments, `--then` between them
    static void run(List<String> args) {
        QuietLog.begin();
        for (var command : commands(args)) {
            Lamella.commandLineFor(command, false).execute(command.toArray(String[]::new));
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
