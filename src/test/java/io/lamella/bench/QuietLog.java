package io.lamella.bench;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The log of processes that Quarkus does not configure. Without that, Netty writes every byte that it sends and receives to it.
final class QuietLog {
    private static final String ALL = "";

    private QuietLog() {}

    /// To be called before anything else is.
    static void install() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Logger.getLogger(ALL).setLevel(Level.WARNING);
    }
}
