package io.lamella.entry.cli;

import java.io.Console;
import java.util.Optional;

/// The terminal that somebody sits at.
final class Terminal {
    private Terminal() {}

    /// Whether what is printed goes to one.
    static boolean isThere() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}
