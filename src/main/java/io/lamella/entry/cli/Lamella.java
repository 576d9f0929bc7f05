package io.lamella.entry.cli;

import io.lamella.entry.Version;
import io.lamella.entry.cli.demo.Demo;
import io.lamella.entry.cli.infer.Infer;
import io.lamella.entry.cli.ready.ReadyDatasets;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command that all others hang on. Called without one of them, it shows what there is.
@Command(
        name = "lamella",
        mixinStandardHelpOptions = true,
        versionProvider = Lamella.VersionLine.class,
        description = "Turns files landing in S3 into Parquet tables.")
final class Lamella implements Runnable {

    /// As wide as the lines of descriptions are. With less they would be broken, each at its end.
    private static final int HELP_WIDTH = 110;

    /// In the order in which they are listed.
    private static final List<Class<?>> COMMANDS = List.of(
            Demo.class,
            Run.class,
            Backfill.class,
            Redrive.class,
            Replay.class,
            Export.class,
            Inspect.class,
            Check.class,
            Verify.class,
            Status.class,
            Convert.class,
            Merge.class,
            LoadCommand.class,
            Infer.class,
            ReadyDatasets.class,
            Ddl.class,
            Queries.class,
            Cost.class);

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print stack traces of errors.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    /// The whole command line.
    ///
    /// @param debug whether stack traces are printed without being asked for
    static CommandLine commandLine(boolean debug) {
        return commandLine(debug, COMMANDS);
    }

    /// As much of it as the arguments need: the command that they begin with, or all, if they begin with none. To read what a command says
    /// of itself takes some time.
    static CommandLine commandLineFor(List<String> arguments, boolean debug) {
        var named = COMMANDS.stream()
                .filter(command -> arguments.stream().limit(1).anyMatch(nameOf(command)::equals))
                .toList();
        return commandLine(debug, named.isEmpty() ? COMMANDS : named);
    }

    private static String nameOf(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static CommandLine commandLine(boolean debug, List<Class<?>> commands) {
        var line = new CommandLine(new Lamella());
        commands.forEach(line::addSubcommand);
        var ints = number(Integer::valueOf, "a whole number");
        var longs = number(Long::valueOf, "a whole number");
        line.registerConverter(int.class, ints)
                .registerConverter(Integer.class, ints)
                .registerConverter(long.class, longs)
                .registerConverter(Long.class, longs)
                .registerConverter(double.class, number(Double::valueOf, "a number"));
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                // What begins with @ is for the command to read: the query of an export.
                .setExpandAtFiles(false)
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler(Lamella::tellMistake)
                .setExecutionExceptionHandler(new ErrorMessages(debug));
    }

    private static <T> ITypeConverter<T> number(Function<String, T> parse, String kind) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                boolean big = text.matches("[+-]?[0-9]+");
                throw new TypeConversionException(
                        big ? text + " is too big a number" : "must be " + kind + " but was `" + text + "`");
            }
        };
    }

    /// Without all that could have been written instead, which would hide what is wrong. Whoever names no command sees what there is.
    private static int tellMistake(ParameterException mistake, String... arguments) {
        var command = mistake.getCommandLine();
        var err = command.getErr();
        err.println(command.getColorScheme().errorText(String.valueOf(mistake.getMessage())));
        if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
            if (command.getParent() == null) {
                command.usage(err, command.getColorScheme());
            } else {
                err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
            }
        }
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    boolean isVerbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    static final class VersionLine implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"lamella " + Version.current()};
        }
    }
}
