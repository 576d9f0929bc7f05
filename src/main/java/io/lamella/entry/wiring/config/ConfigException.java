package io.lamella.entry.wiring.config;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// A configuration that cannot be used. Its message has all problems, one a line.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<Problem> problems;

    ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// In the order of the file; at least one.
    public List<Problem> problems() {
        return problems;
    }
}
