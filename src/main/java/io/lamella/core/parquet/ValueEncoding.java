package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.Storage;
import org.apache.parquet.format.Encoding;

/// How the values of a column are to be written
/// ([specification](https://github.com/apache/parquet-format/blob/master/Encodings.md)).
public enum ValueEncoding {
    /// What is smallest, of a dictionary and what [Compatibility] allows.
    AUTO,
    /// As they are.
    PLAIN,
    /// Each distinct value once, until the dictionary outgrows its limit; what comes then is as with [#AUTO].
    DICTIONARY,
    /// Differences of whole numbers.
    DELTA,
    /// All lengths, as differences, and then all bytes.
    DELTA_LENGTH,
    /// The first bytes of all values, then their second bytes, and so on. For numbers alone: not all who read it for those (DuckDB
    /// 2.0 among them) read it for values of other lengths.
    BYTE_STREAM_SPLIT;

    /// Whether values of this type, a scalar, can be written so.
    public boolean fits(ColumnType type) {
        var storage = type.storage();
        return switch (this) {
            case AUTO, PLAIN -> true;
            case DICTIONARY -> storage != Storage.BOOLEAN;
            case DELTA -> storage == Storage.INT32 || storage == Storage.INT64;
            case DELTA_LENGTH -> storage == Storage.BYTES;
            case BYTE_STREAM_SPLIT ->
                switch (storage) {
                    case INT32, INT64, FLOAT, DOUBLE -> true;
                    case BOOLEAN, BYTES, FIXED, INT96 -> false;
                };
        };
    }

    /// Whether such readers know it.
    public boolean isReadBy(Compatibility readers) {
        return switch (this) {
            case AUTO, PLAIN, DICTIONARY -> true;
            case DELTA, DELTA_LENGTH, BYTE_STREAM_SPLIT -> readers == Compatibility.STANDARD;
        };
    }

    /// Whether values may go into a dictionary.
    boolean mayBeDictionary() {
        return this == AUTO || this == DICTIONARY;
    }

    /// Whether finished pages of this encoding, which is none of a dictionary, can be taken over.
    boolean takes(Encoding page, Compatibility readers) {
        return switch (this) {
            case AUTO, DICTIONARY -> readers.allows(page);
            case PLAIN -> page == Encoding.PLAIN;
            case DELTA -> page == Encoding.DELTA_BINARY_PACKED;
            case DELTA_LENGTH -> page == Encoding.DELTA_LENGTH_BYTE_ARRAY;
            case BYTE_STREAM_SPLIT -> page == Encoding.BYTE_STREAM_SPLIT;
        };
    }
}
