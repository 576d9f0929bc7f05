package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.entry.cli.text.Figures;
import io.lamella.pipeline.Replay.File;
import io.lamella.pipeline.Replay.State;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// What became of quarantine files. Filled while it goes.
final class ReplayReport implements Report {
    private final boolean dryRun;
    private final List<File> files = new ArrayList<>();

    /// @param dryRun whether they only would be replayed
    ReplayReport(boolean dryRun) {
        this.dryRun = dryRun;
    }

    void add(File file) {
        files.add(file);
    }

    /// Files that cannot be replayed as things are.
    long blocked() {
        return count(State.BLOCKED);
    }

    private long count(State state) {
        return files.stream().filter(file -> file.state() == state).count();
    }

    @Override
    public void print(PrintWriter out) {
        files.stream()
                .filter(file -> file.state() == State.OPEN || file.state() == State.BLOCKED)
                .forEach(file -> print(file, out));
        out.printf(
                "  %s %s, %,d before, %,d without another configuration since, %,d cannot be%n",
                Figures.count(count(State.OPEN), "file"),
                dryRun ? "would be replayed" : "replayed",
                count(State.REPLAYED),
                count(State.UNCHANGED),
                count(State.BLOCKED));
    }

    private void print(File file, PrintWriter out) {
        out.printf("  %s%n", file.quarantine());
        if (file.state() == State.BLOCKED) {
            out.printf("    stays: %s%n", file.reason());
        } else if (file.rows() == 0) {
            out.printf("    %s again, for it is not converted yet%n", dryRun ? "would be sent" : "sent");
        } else {
            out.printf("    %s %s%n", Figures.count(file.rows(), "row"), dryRun ? "would be replayed" : "replayed");
        }
        if (file.cut() > 0) {
            out.printf(
                    "    stays in quarantine: %s of which only the beginning was kept%n",
                    Figures.count(file.cut(), "row"));
        }
        if (file.open() > 0) {
            out.printf(
                    "    stays in quarantine: %s with an open quote, or with more than one row in it%n",
                    Figures.count(file.open(), "row"));
        }
    }

    @Override
    public ObjectNode json() {
        var json = JsonText.object()
                .put("dryRun", dryRun)
                .put("replayed", count(State.OPEN))
                .put("before", count(State.REPLAYED))
                .put("unchanged", count(State.UNCHANGED))
                .put("blocked", count(State.BLOCKED));
        var list = json.putArray("files");
        for (var file : files) {
            var one = list.addObject()
                    .put("quarantine", file.quarantine())
                    .put("state", file.state().name())
                    .put("rows", file.rows())
                    .put("rowsCut", file.cut())
                    .put("rowsOpen", file.open())
                    .put("reason", file.reason());
            file.task().ifPresent(task -> one.put("object", task.source().uri()));
        }
        return json;
    }
}
