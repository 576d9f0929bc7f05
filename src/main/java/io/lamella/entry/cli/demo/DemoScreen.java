package io.lamella.entry.cli.demo;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The live view: one line that is written over on a terminal, or a line now and then where there is none.
final class DemoScreen {
    private static final int BAR = 24;
    private static final int QUIET_LOOKS = 10;

    private final PrintWriter out;
    private final int files;
    private final boolean live =
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    private int looks;
    private @Nullable DemoState last;

    DemoScreen(PrintWriter out, int files) {
        this.out = out;
        this.files = files;
    }

    void show(DemoState state) {
        last = state;
        if (live) {
            out.print("\r" + line(state) + "\u001b[K");
            out.flush();
        } else if (looks++ % QUIET_LOOKS == 0) {
            out.println(line(state));
            out.flush();
        }
    }

    void end() {
        if (last != null) {
            out.println((live ? "\r" : "") + line(last) + (live ? "\u001b[K" : ""));
        }
        out.println();
        out.flush();
    }

    private String line(DemoState state) {
        int all = files + state.slices();
        int filled = all == 0 ? BAR : Math.min(BAR, state.receipts() * BAR / all);
        return "  [%s%s] landed %,d%s  converted %,d  staged %,d  parts %,d  rows published %,d"
                .formatted(
                        "#".repeat(filled),
                        ".".repeat(BAR - filled),
                        state.landed(),
                        slices(state),
                        Math.max(0, state.receipts() - (state.slices() > 0 ? 1 : 0)),
                        state.staged(),
                        state.parts(),
                        state.published());
    }

    private static String slices(DemoState state) {
        if (state.slices() > 0) {
            return "  slices %,d".formatted(state.slices());
        }
        return state.surveys() > 0 ? "  surveyed %,d".formatted(state.surveys()) : "";
    }
}
