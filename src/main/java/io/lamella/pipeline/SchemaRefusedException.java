package io.lamella.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/// Tables have rows that cannot stand beside those of the configured columns. Its message tells every difference.
public final class SchemaRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaRefusedException(List<SchemaCheck.Refusal> refusals) {
        super(refusals.stream().map(SchemaCheck.Refusal::message).collect(Collectors.joining("\n")));
    }
}
