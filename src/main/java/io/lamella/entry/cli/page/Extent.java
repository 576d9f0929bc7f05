package io.lamella.entry.cli.page;

import io.lamella.core.event.ByteRange;

/// A run of bytes that are for one thing.
///
/// @param rowGroup to which it belongs; -1 for none
/// @param column to which it belongs; -1 for none
record Extent(Kind kind, ByteRange range, int rowGroup, int column) {
    static final int NONE = -1;

    static Extent of(Kind kind, ByteRange range) {
        return new Extent(kind, range, NONE, NONE);
    }

    Extent within(long from, long to) {
        return new Extent(kind, new ByteRange(from, to - from), rowGroup, column);
    }
}
