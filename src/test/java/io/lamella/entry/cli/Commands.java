package io.lamella.entry.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/// The tree of commands, for tests of other packages.
public final class Commands {
    private Commands() {}

    /// The classes of all commands that have fields to be set.
    public static List<String> classNames() {
        return all(Lamella.commandLine(false))
                .map(command -> command.getCommandSpec().userObject().getClass())
                .filter(type -> type.getName().startsWith("io.lamella."))
                .map(Class::getName)
                .toList();
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(Commands::all));
    }
}
