package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.table.Dataset;
import io.lamella.entry.cli.text.Figures;
import io.lamella.pipeline.SchemaCheck;
import io.lamella.pipeline.SchemaCheck.Generation;
import java.io.PrintWriter;
import java.util.List;

/// Whether the columns and partitions of a configuration and those of the tables go together.
///
/// @param hints what looks wrong with the configuration, though it may be meant
record CheckReport(List<Table> tables, List<String> hints) implements Report {
    CheckReport {
        tables = List.copyOf(tables);
        hints = List.copyOf(hints);
    }

    /// @param place where the table lies
    /// @param generations the parts of the table by their columns and partitions, the newest first
    record Table(Dataset dataset, String place, List<Generation> generations) {
        Table {
            generations = List.copyOf(generations);
        }

        private long parts() {
            return generations.stream().mapToLong(Generation::parts).sum();
        }

        private String found() {
            long sets = generations.stream().map(Generation::columns).distinct().count();
            if (sets == 0) {
                return "no table yet at " + place;
            }
            return Figures.count(parts(), "part")
                    + (sets == 1 ? ", one set of columns" : ", " + sets + " different sets of columns")
                    + (changes()
                            ? "; the configured ones differ: open parts are sealed, and the next rows begin new ones"
                            : "");
        }

        /// Whether what is let in is not what the newest part has.
        private boolean changes() {
            return refusals().isEmpty()
                    && generations.stream()
                            .findFirst()
                            .filter(newest -> !newest.columns().equals(dataset.fileSchema()))
                            .isPresent();
        }

        private List<SchemaCheck.Refusal> refusals() {
            return generations.stream()
                    .flatMap(generation -> generation.refusal(dataset).stream())
                    .toList();
        }
    }

    boolean isGood() {
        return tables.stream().allMatch(table -> table.refusals().isEmpty());
    }

    @Override
    public void print(PrintWriter out) {
        for (var table : tables) {
            boolean good = table.refusals().isEmpty();
            out.printf(
                    "  %-8s %s  %s%n", good ? "ok" : "PROBLEM", table.dataset().name(), table.found());
            for (var generation : table.generations()) {
                generation
                        .refusal(table.dataset())
                        .ifPresent(refusal -> out.printf(
                                "           %s: %s%n", Figures.count(generation.parts(), "part"), refusal.message()));
            }
        }
        hints.forEach(hint -> out.printf("  hint     %s%n", hint));
    }

    @Override
    public ObjectNode json() {
        var json = JsonText.object().put("ok", isGood());
        var list = json.putArray("datasets");
        for (var table : tables) {
            var one = list.addObject()
                    .put("dataset", table.dataset().name())
                    .put("ok", table.refusals().isEmpty())
                    .put("parts", table.parts());
            var generations = one.putArray("generations");
            for (var generation : table.generations()) {
                var conflicts = generations
                        .addObject()
                        .put("parts", generation.parts())
                        .put("newestPart", generation.example().location().toString())
                        .putArray("conflicts");
                generation.conflicts().forEach(conflicts::add);
            }
        }
        var told = json.putArray("hints");
        hints.forEach(told::add);
        return json;
    }
}
