package io.lamella.core.parquet;

/// What the beginning of a chunk shows of whether a dictionary is worth having.
///
/// @param values so far
/// @param distinctInHalf distinct values in the first half of them; 0 where there is nothing to foretell, as the chunk ends
/// @param distinct values in all of them
/// @param plainBytes that all of them take plainly
/// @param dictionaryBytes that the distinct ones take plainly
record DictionaryTrial(int values, int distinctInHalf, int distinct, long plainBytes, long dictionaryBytes) {
    /// A chunk is expected to have so many times the values of the trial, which ends with the first page.
    private static final int LENGTH = 32;

    /// So many standard deviations tell a difference from chance.
    private static final int CERTAIN = 4;

    /// Whether values come again so often that the dictionary has paid by now.
    boolean hasPaid() {
        return 2 * dictionaryBytes <= plainBytes;
    }

    /// Whether the dictionary is going to pay in a chunk that goes on, although it has not yet.
    ///
    /// Where values are drawn from a limited number of others, fewer are new in the second half than in the first. Where each comes a
    /// few times in a row, as times do, as many are.
    ///
    /// @param directBytes that all values so far take without the dictionary
    /// @param maxDictionaryBytes beyond which it is given up
    boolean willPay(double directBytes, double maxDictionaryBytes) {
        double newInSecond = distinct - distinctInHalf;
        if (distinctInHalf - newInSecond < CERTAIN * Math.sqrt(values - distinct)) {
            return false;
        }
        double all = expectedDistinct(newInSecond);
        double dictionary = all / distinct * dictionaryBytes;
        double idBytes = Math.ceil(Math.log(all) / Math.log(2)) / Byte.SIZE;
        return dictionary <= maxDictionaryBytes && dictionary + LENGTH * idBytes * values < LENGTH * directBytes;
    }

    /// How many there are in all, if each is as frequent as the others: of N values, n draws are expected to show N × (1 - e^(-n/N)),
    /// and n more so many new ones, times e^(-n/N).
    private double expectedDistinct(double newInSecond) {
        double decline = Math.log(distinctInHalf / Math.max(1, newInSecond));
        return Math.max(distinct, values / 2.0 / decline);
    }
}
