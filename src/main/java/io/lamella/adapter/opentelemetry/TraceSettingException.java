package io.lamella.adapter.opentelemetry;

/// A variable of OpenTelemetry says what cannot be done.
public final class TraceSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TraceSettingException(String variable, String rule, String found) {
        super(variable + " must be " + rule + " but is '" + found + "'");
    }
}
