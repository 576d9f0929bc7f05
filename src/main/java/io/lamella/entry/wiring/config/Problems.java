package io.lamella.entry.wiring.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/// Gathers what is wrong with one file, so that all of it can be told at once.
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Mark mark, String path, String message) {
        found.add(new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, path, message));
    }

    void addForFile(String message) {
        found.add(new Problem(file, 0, 0, "", message));
    }

    /// @throws ConfigException if there are any
    void throwIfAny() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
            throw new ConfigException(found);
        }
    }
}
