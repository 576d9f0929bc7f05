package io.lamella.core.parquet;

import org.apache.parquet.format.Encoding;

/// Which readers are to understand the files.
public enum Compatibility {
    /// Those of recent years: numbers may be stored as differences, and texts after all of their lengths, where that is smaller.
    STANDARD,
    /// All: values are stored plainly or by a dictionary.
    STRICT;

    /// Whether data pages may have this encoding without being told to. Split streams are not for every reader of recent years.
    boolean allows(Encoding encoding) {
        return this == STANDARD
                ? encoding != Encoding.BYTE_STREAM_SPLIT
                : encoding == Encoding.PLAIN || encoding == Encoding.RLE_DICTIONARY;
    }
}
