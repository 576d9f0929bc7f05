package io.lamella.core.decode;

import org.jspecify.annotations.Nullable;

/// Truth values: true, t, yes, y, 1 and false, f, no, n, 0, in any case.
final class BoolParser extends LongColumnParser {
    private static final Requirement BOOLEAN = new Requirement(
            "not_a_boolean",
            "be true, t, yes, y or 1, or false, f, no, n or 0,",
            "mend the source, or declare the column as string");

    private static final long TRUE = word("true");
    private static final long T = word("t");
    private static final long YES = word("yes");
    private static final long Y = word("y");
    private static final long FALSE = word("false");
    private static final long F = word("f");
    private static final long NO = word("no");
    private static final long N = word("n");

    /// The bit that makes a letter of ASCII small, in each byte.
    private static final long SMALL = 0x2020202020202020L;

    BoolParser(ColumnSource source) {
        super(source);
    }

    /// The letters of a word as [Words#ofLength] finds them.
    private static long word(String letters) {
        long word = 0;
        for (int i = 0; i < letters.length(); i++) {
            word |= (long) letters.charAt(i) << (8 * i);
        }
        return word;
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        int length = end - start;
        if (length > 5) {
            return BOOLEAN;
        }
        // Apart from the letters, since a control character made small would look like a digit.
        if (length == 1 && (data[start] == '1' || data[start] == '0')) {
            vector.set(row, data[start] - '0');
            return null;
        }
        long word = Words.ofLength(data, start, length) | (SMALL >>> (8 * (8 - length)));
        boolean isTrue = word == TRUE || word == T || word == YES || word == Y;
        if (isTrue || word == FALSE || word == F || word == NO || word == N) {
            vector.set(row, isTrue ? 1 : 0);
            return null;
        }
        return BOOLEAN;
    }
}
