package io.lamella.entry.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The one entry point of the artifact: under Lambda it waits for the handlers to be called, elsewhere it runs a command.
@QuarkusMain
public final class Main implements QuarkusApplication {

    /// Lambda's runtime sets it; nobody else does.
    private static final String LAMBDA_RUNTIME = "AWS_LAMBDA_RUNTIME_API";

    /// Whoever sets it gets stack traces with every error.
    private static final String DEBUG = "LAMELLA_DEBUG";

    @Override
    public int run(String... args) {
        if (System.getenv(LAMBDA_RUNTIME) != null) {
            Quarkus.waitForExit();
            return 0;
        }
        return Lamella.commandLine(System.getenv(DEBUG) != null).execute(args);
    }
}
