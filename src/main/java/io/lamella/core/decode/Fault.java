package io.lamella.core.decode;

/// Why a row does not fit its schema.
///
/// @param reason a code of the field, such as `not_a_decimal`, for counting and filtering
/// @param message what must hold, the value, the column and the remedy
record Fault(String reason, String message) {}
