package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the rows of row groups come to: how many there are, how many nulls each column has, and a checksum that does not depend
/// on their order. Row groups that hold the same rows have the same digest, however they are encoded; digests add up.
///
/// The checksum is the sum of a hash of 128 bits of every row, in two halves. A value hashes by what it means: a timestamp or a
/// decimal is the same in any unit and with any scale. The hash is no secret, and guards against mistakes, not against malice.
///
/// @param nulls of each column
public record ContentDigest(long rows, List<Long> nulls, long high, long low) {
    public ContentDigest {
        nulls = List.copyOf(nulls);
    }

    /// Of no rows.
    public static ContentDigest empty(FileSchema schema) {
        return new ContentDigest(0, Collections.nCopies(schema.leaves().size(), 0L), 0, 0);
    }

    /// Of a row group, read by a way of its own, not the one by which row groups are joined.
    ///
    /// @param match of the file with the schema that the digest is for, a flat one
    /// @param content the bytes of the row group's [RowGroupInfo#range]
    /// @throws ParquetFormatException if the row group is broken
    public static ContentDigest of(SchemaMatch match, Footer file, int rowGroup, ByteBuffer content) {
        return new RowHashes(match, file).digest(rowGroup, content);
    }

    public ContentDigest plus(ContentDigest other) {
        if (nulls.size() != other.nulls.size()) {
            throw new IllegalArgumentException(
                    "digests of " + nulls.size() + " and " + other.nulls.size() + " columns do not add up");
        }
        var sum = new ArrayList<Long>();
        for (int i = 0; i < nulls.size(); i++) {
            sum.add(nulls.get(i) + other.nulls.get(i));
        }
        return new ContentDigest(rows + other.rows, sum, high + other.high, low + other.low);
    }
}
