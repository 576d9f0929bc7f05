package io.lamella.core.decode;

/// What the bytes before a place in a text leave open. What stands at the place means something else in each.
public enum TextState {
    /// A row begins here.
    ROW_START,
    /// A row begins here, or behind a line feed that belongs to the line end before it.
    AFTER_CARRIAGE_RETURN,
    /// A field begins here, which is not the first of its row.
    FIELD_START,
    /// In a field without quotes, or behind the closing one.
    UNQUOTED,
    QUOTED,
    /// In quotes, behind an escape character.
    ESCAPED,
    /// In quotes, behind a quote: the closing one, unless another follows.
    QUOTE_SEEN
}
