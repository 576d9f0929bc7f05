package io.lamella.entry.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The log of commands that run without Quarkus, which would configure it. Without that, Netty writes every byte that it sends and
/// receives to it, which takes several times as long as all else.
final class QuietLog {
    private static final Logger ALL = Logger.getLogger("");

    private QuietLog() {}

    /// Lets nothing below warnings be asked for.
    static void begin() {
        ALL.setLevel(Level.WARNING);
    }
}
