package io.lamella.entry.cli.demo;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Draws what the tables say of the people.
final class DemoInsights {
    private static final int BAR = 24;

    private final PrintWriter out;
    private final DemoAnswers answers;

    DemoInsights(PrintWriter out, DemoAnswers answers) {
        this.out = out;
        this.answers = answers;
    }

    void print() {
        out.println("  What the tables say, as the queries daily-funnel-users and retention-users ask it:");
        out.println();
        funnel();
        retention();
    }

    private void funnel() {
        out.printf(
                "    %-12s%8s  %-" + (BAR + 13) + "s%s%n",
                "on",
                "opened",
                "of them logged in that day",
                "of them bought");
        answers.funnel()
                .forEach((day, funnel) -> out.printf(
                        "    %-12s%,8d  %s %,6d     %s %,6d%n",
                        day,
                        funnel.opened(),
                        bar(funnel.loggedIn(), funnel.opened()),
                        funnel.loggedIn(),
                        bar(funnel.bought(), funnel.opened()),
                        funnel.bought()));
        out.println();
    }

    private static String bar(int part, int whole) {
        int filled = whole == 0 ? 0 : Math.toIntExact(Math.round((double) BAR * part / whole));
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }

    private void retention() {
        var later = DemoAnswers.DAYS_LATER;
        out.printf(
                "    %-12s%8s  %s%n",
                "opened on",
                "users",
                later.stream().map("day +%d"::formatted).map("%8s"::formatted).collect(Collectors.joining()));
        var retention = answers.retention();
        retention.forEach((day, came) -> out.printf(
                "    %-12s%,8d  %s%n",
                day,
                came[0],
                IntStream.range(0, came.length)
                        .mapToObj(i -> day.plusDays(later.get(i)).isAfter(retention.lastKey())
                                ? "-"
                                : "%.0f %%".formatted(100.0 * came[i] / came[0]))
                        .map("%8s"::formatted)
                        .collect(Collectors.joining())));
        out.println();
    }
}
