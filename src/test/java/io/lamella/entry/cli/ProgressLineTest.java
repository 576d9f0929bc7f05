package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String ERASED_TO_THE_END = "\u001b[K";

    private final StringWriter told = new StringWriter();
    private final PrintWriter out = new PrintWriter(told);
    private long now;

    private ProgressLine line(boolean live) {
        return new ProgressLine(out, live, () -> now);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void nothingIsGluedToTheLineOfATerminal() {
        try (var line = line(true)) {
            pass(200);
            line.show(() -> "one");
            pass(200);
            line.show(() -> "two");
            line.clear();
            out.print("the report");
        }

        assertThat(told)
                .hasToString("\r  one" + ERASED_TO_THE_END + "\r  two" + ERASED_TO_THE_END + "\r" + ERASED_TO_THE_END
                        + "the report");
    }

    @Test
    void noLineIsLeftBehindByAFailure() {
        try (var line = line(true)) {
            pass(200);
            line.show(() -> "one");
        }

        assertThat(told).asString().endsWith("\r" + ERASED_TO_THE_END);
    }

    @Test
    void theLastLineStays() {
        try (var line = line(true)) {
            pass(200);
            line.show(() -> "one");
            line.end("all");
        }

        assertThat(told).asString().endsWith("\r  all" + ERASED_TO_THE_END + System.lineSeparator());
    }

    @Test
    void aLineThatFollowsAtOnceIsLeftOut() {
        var line = line(true);
        pass(199);
        line.show(() -> "too early");
        pass(1);
        line.show(() -> "one");
        line.show(() -> "too early");

        assertThat(told).hasToString("\r  one" + ERASED_TO_THE_END);
    }

    @Test
    void elsewhereThereAreWholeLinesAndFewer() {
        try (var line = line(false)) {
            pass(9_999);
            line.show(() -> "too early");
            pass(1);
            line.show(() -> "one");
            line.clear();
            line.end("all");
        }

        assertThat(told).hasToString("  one%n  all%n".formatted());
    }

    @Test
    void theBarIsFilledSoFar() {
        assertThat(ProgressLine.bar(0, 4)).isEqualTo("[........................]");
        assertThat(ProgressLine.bar(1, 4)).isEqualTo("[######..................]");
        assertThat(ProgressLine.bar(5, 4)).isEqualTo("[########################]");
        assertThat(ProgressLine.bar(0, 0)).isEqualTo("[########################]");
    }
}
