package io.lamella.infra;

/// What is asked for cannot be deployed. The message says what must hold, what was found and the remedy.
public final class SettingException extends RuntimeException {
    SettingException(String message) {
        super(message);
    }
}
