package io.lamella.entry.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The entry point of the command line.
@QuarkusMain
public final class Main implements QuarkusApplication {
    /// Commands that need nothing that Quarkus brings. They run without Quarkus, whose start takes longer than theirs.
    private static final Set<String> LOCAL_COMMANDS =
            Set.of("convert", "export", "merge", "load", "infer", "ddl", "queries");

    /// Those of them that may have a client of S3.
    private static final Set<String> LOGGING_COMMANDS = Set.of("export", "load", "merge");

    /// Whoever sets it gets stack traces with every error.
    private static final String DEBUG = "LAMELLA_DEBUG";

    public static void main(String... words) {
        var args = helpMeant(words);
        if (args.length > 0 && args[0].equals(StartRecording.NAME)) {
            StartRecording.run(List.of(args).subList(1, args.length));
            System.exit(0);
        }
        if (isLocal(args)) {
            if (LOGGING_COMMANDS.contains(args[0])) {
                QuietLog.begin();
            }
            System.exit(execute(args));
        }
        Quarkus.run(Main.class, args);
    }

    /// `help` as the option that it stands for: of the command that is named behind it, or of all.
    static String[] helpMeant(String... args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        var meant = Arrays.copyOfRange(args, 1, args.length + 1);
        meant[args.length - 1] = "--help";
        return meant;
    }

    private static boolean isLocal(String... args) {
        return args.length > 0 && LOCAL_COMMANDS.contains(args[0]);
    }

    private static int execute(String... args) {
        return Lamella.commandLineFor(List.of(args), System.getenv(DEBUG) != null)
                .execute(args);
    }

    @Override
    public int run(String... args) {
        return execute(args);
    }
}
