package io.lamella.core.decode;

import org.jspecify.annotations.Nullable;

/// Finds rows and fields in text.
interface Tokenizer {
    /// Of a row: its end is not there yet.
    int NOT_IN_SIGHT = -1;

    /// Tokenizes whole rows of the text `[from, limit)` of the block's data, until the block is full or no whole row is left.
    ///
    /// @param last whether nothing follows the text, so that its end ends the last row
    /// @return the position behind the last row that was taken or passed over; all of the text if it is the last and the block
    /// did not get full; where the text is [#broken] if it is
    /// @throws RefusedException if no row of the object can be taken
    int tokenize(FieldBlock block, int from, int limit, boolean last);

    /// Passes over a row that is too long to be held, beginning with its first byte and going on, call by call, with the text
    /// that follows.
    ///
    /// @return the position of the row's line end, or behind it where rows end without one, or [#NOT_IN_SIGHT]; the next call of
    /// [#tokenize] passes over the line end
    int skip(byte[] data, int from, int limit);

    /// The line of the row that [#tokenize] or [#skip] would look at next, from 1.
    long line();

    /// The number in the object of the row that [#tokenize] or [#skip] would look at next, from 1; 0 where rows are found by their lines.
    default long record() {
        return 0;
    }

    /// Why no row can be told from the next any more, so that the object must be refused; null as long as they can.
    default @Nullable Fault broken() {
        return null;
    }
}
