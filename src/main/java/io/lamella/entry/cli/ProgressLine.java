package io.lamella.entry.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Tells how it goes: on a terminal by one line that is written over, elsewhere by a line now and then. Whatever else is to be printed
/// comes after [#clear].
final class ProgressLine implements AutoCloseable {
    private static final int BAR = 24;
    private static final Duration LIVE = Duration.ofMillis(200);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean live;
    private final LongSupplier nanoTime;
    private long shownAt;
    private boolean open;

    ProgressLine(PrintWriter out) {
        this(out, Terminal.isThere(), System::nanoTime);
    }

    /// @param live whether it is written to a terminal
    ProgressLine(PrintWriter out, boolean live, LongSupplier nanoTime) {
        this.out = out;
        this.live = live;
        this.nanoTime = nanoTime;
        this.shownAt = nanoTime.getAsLong();
    }

    /// Shows a line, unless the last one was shown just now.
    void show(Supplier<String> line) {
        long now = nanoTime.getAsLong();
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

    /// Takes the line away, if one is there that would be written over.
    void clear() {
        if (open) {
            out.print("\r\u001b[K");
            out.flush();
            open = false;
        }
    }

    @Override
    public void close() {
        clear();
    }

    /// A bar of one width, filled so far.
    static String bar(long done, long all) {
        int filled = all == 0 ? BAR : (int) Math.min(BAR, done * BAR / all);
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }
}
