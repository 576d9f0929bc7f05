package io.lamella.entry.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells how it goes: on a terminal by one line that is written over, elsewhere by a line now and then.
final class ProgressLine {
    private static final int BAR = 24;
    private static final Duration LIVE = Duration.ofMillis(200);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean live =
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    private long shownAt = System.nanoTime();
    private boolean open;

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    /// Shows a line, unless the last one was shown just now.
    void show(Supplier<String> line) {
        long now = System.nanoTime();
        if (now - shownAt < (live ? LIVE : QUIET).toNanos()) {
            return;
        }
        shownAt = now;
        if (live) {
            out.print("\r  " + line.get() + "\u001b[K");
            open = true;
        } else {
            out.println("  " + line.get());
        }
        out.flush();
    }

    /// Shows the last line, which stays.
    void end(String line) {
        out.println((open ? "\r  " : "  ") + line + (open ? "\u001b[K" : ""));
        out.flush();
        open = false;
    }

    /// A bar of one width, filled so far.
    static String bar(long done, long all) {
        int filled = all == 0 ? BAR : (int) Math.min(BAR, done * BAR / all);
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }
}
