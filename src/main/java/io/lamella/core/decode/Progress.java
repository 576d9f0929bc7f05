package io.lamella.core.decode;

/// Why a step from bytes to bytes came to a halt.
enum Progress {
    /// Everything that was handed in is used up, and more is to come.
    NEEDS_INPUT,
    /// The target is full.
    OUTPUT_FULL,
    /// The input has ended and all of it has been handed out.
    FINISHED
}
