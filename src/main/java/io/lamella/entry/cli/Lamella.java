package io.lamella.entry.cli;

import io.lamella.entry.Version;
import io.lamella.entry.cli.demo.Demo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command that all others hang on. Called without one of them, it shows what there is.
@Command(
        name = "lamella",
        mixinStandardHelpOptions = true,
        versionProvider = Lamella.VersionLine.class,
        subcommands = {
            Demo.class,
            Run.class,
            Inspect.class,
            Verify.class,
            Status.class,
            Convert.class,
            Merge.class,
            Cost.class
        },
        description = "Turns files landing in S3 into Parquet tables.")
final class Lamella implements Runnable {

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print stack traces of errors.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    /// The whole command line.
    ///
    /// @param debug whether stack traces are printed without being asked for
    static CommandLine commandLine(boolean debug) {
        return new CommandLine(new Lamella()).setExecutionExceptionHandler(new ErrorMessages(debug));
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
