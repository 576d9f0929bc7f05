package io.lamella.core.decode;

/// Finds rows and fields in text.
interface Tokenizer {
    /// Tokenizes whole rows of the text `[from, limit)` of the block's data, until the block is full or no whole row is left.
    ///
    /// @param last whether nothing follows the text, so that its end ends the last row
    /// @return the position behind the last row that was taken or passed over; all of the text if it is the last and the block
    /// did not get full
    /// @throws RefusedException if no row of the object can be taken
    int tokenize(FieldBlock block, int from, int limit, boolean last);

    /// Passes over a row that is too long to be held, beginning with its first byte and going on, call by call, with the text
    /// that follows.
    ///
    /// @return the position of the row's line end, or `limit` if it is not in sight yet; the next call of [#tokenize] passes
    /// over the line end
    int skip(byte[] data, int from, int limit);

    /// The line of the row that [#tokenize] or [#skip] would look at next, from 1.
    long line();
}
