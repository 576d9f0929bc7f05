package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.entry.cli.text.Figures;
import io.lamella.pipeline.Redrive.Fate;
import io.lamella.pipeline.Redrive.Moved;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Which messages were moved, and why they had been given up. Filled while it goes.
final class RedriveReport implements Report {
    private final boolean dryRun;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String queue, Moved moved) {}

    /// @param dryRun whether messages only would be moved
    RedriveReport(boolean dryRun) {
        this.dryRun = dryRun;
    }

    void add(String queue, Moved moved) {
        lines.add(new Line(queue, moved));
    }

    /// Messages that were to be moved and were not.
    long stayed() {
        return count(Fate.STAYED);
    }

    private long count(Fate fate) {
        return lines.stream().filter(line -> line.moved().fate() == fate).count();
    }

    @Override
    public void print(PrintWriter out) {
        for (var line : lines) {
            if (line.moved().fate() != Fate.NOT_SELECTED) {
                print(line, out);
            }
        }
        out.printf(
                "  %s %s, %,d stay%s%n",
                Figures.count(count(Fate.MOVED), "message"),
                dryRun ? "would be moved" : "moved back",
                count(Fate.STAYED),
                others());
    }

    private String others() {
        long others = count(Fate.NOT_SELECTED);
        return others == 0 ? "" : ", %,d not selected".formatted(others);
    }

    private void print(Line line, PrintWriter out) {
        boolean stays = line.moved().fate() == Fate.STAYED;
        for (var part : line.moved().letter().what()) {
            out.printf("  %-10s %s%n", stays ? "stays" : dryRun ? "would move" : "moved", part.subject());
            out.printf("             %s%n", part.reason());
        }
    }

    @Override
    public ObjectNode json() {
        var json = JsonText.object()
                .put("dryRun", dryRun)
                .put("moved", count(Fate.MOVED))
                .put("stayed", count(Fate.STAYED))
                .put("notSelected", count(Fate.NOT_SELECTED));
        var messages = json.putArray("messages");
        for (var line : lines) {
            var message = messages.addObject()
                    .put("queue", line.queue())
                    .put("fate", line.moved().fate().name());
            var parts = message.putArray("parts");
            for (var part : line.moved().letter().what()) {
                parts.addObject().put("subject", part.subject()).put("reason", part.reason());
            }
        }
        return json;
    }
}
