package io.lamella.entry.lambda;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The entry point of a function that is a native executable: Quarkus asks Lambda for events and calls the handlers, until it is
/// told to end. Commands cannot be reached from here, so the executable has nothing of them.
@QuarkusMain(name = "function")
public final class FunctionMain implements QuarkusApplication {
    @Override
    public int run(String... args) {
        Quarkus.waitForExit();
        return 0;
    }
}
