package io.lamella.core.decode;

/// Why a row does not fit: a code and a message.
record Fault(String reason, String message) {}
