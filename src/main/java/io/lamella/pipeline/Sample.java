package io.lamella.pipeline;

import java.util.List;

/// What the beginnings of a few objects came to.
///
/// @param objects whose beginnings were converted
/// @param storedBytes of them, as they are stored: those that text came out of
/// @param textBytes of them, decompressed
/// @param rows that fit
/// @param rejected rows that do not
/// @param parquetBytes that the rows that fit take
/// @param partitions that they belong to, over all objects
/// @param partitionsPerObject on average
/// @param refused objects that cannot be taken, each with the reason
public record Sample(
        int objects,
        long storedBytes,
        long textBytes,
        long rows,
        long rejected,
        long parquetBytes,
        int partitions,
        double partitionsPerObject,
        List<String> refused) {
    public Sample {
        refused = List.copyOf(refused);
    }

    /// How many bytes of text stand for a byte as it is stored: 1 if nothing is compressed.
    public double textPerStored() {
        return storedBytes == 0 || textBytes == 0 ? 1 : (double) textBytes / storedBytes;
    }

    /// How many rows, good or bad, stand for a byte as it is stored.
    public double rowsPerStored() {
        return storedBytes == 0 ? 0 : (double) (rows + rejected) / storedBytes;
    }

    /// The fraction of rows that do not fit.
    public double rejectedPerRow() {
        return rows + rejected == 0 ? 0 : (double) rejected / (rows + rejected);
    }
}
