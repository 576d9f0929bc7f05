package io.lamella.entry.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How a command shows its report.
final class ReportOptions {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    boolean json() {
        return json;
    }

    /// Tells how it goes, beside the report.
    void progress(String line) {
        var err = command.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    void show(Report report) {
        var out = command.commandLine().getOut();
        if (json) {
            JsonText.print(report.json(), out);
        } else {
            report.print(out);
            out.flush();
        }
    }
}
