package io.lamella.core.parquet;

import java.util.zip.CRC32;

/// What to do with the checksums of pages.
public enum Checksums {
    /// A page that does not fit its checksum, where it has one, is refused.
    VERIFY,
    /// As most readers do.
    IGNORE;

    /// @throws ParquetFormatException if the bytes of a page are not those that its header was written for
    static void verify(byte[] bytes, int from, int length, int expected) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        if ((int) crc.getValue() != expected) {
            throw new ParquetFormatException("the checksum of the page is %08x but its header says %08x"
                    .formatted((int) crc.getValue(), expected));
        }
    }
}
