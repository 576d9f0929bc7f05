package io.lamella.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;

/// Text that is none, since it is compressed twice, or since files were packed into one, as its first bytes tell.
final class PackedText {
    /// As far as the mark of tar reaches.
    static final int MAGIC_BYTES = 265;

    /// In the header of the first file: what POSIX has there, and GNU. See
    /// [pax](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html), "ustar Interchange Format".
    private static final List<byte[]> TAR_MARKS =
            List.of("ustar\u000000".getBytes(ISO_8859_1), "ustar  \0".getBytes(ISO_8859_1));

    private static final int TAR_MARK_AT = 257;

    private PackedText() {}

    /// @param head the first bytes of an object, or of what came out of a compressed one
    /// @param length how many bytes of `head` count; fewer than [#MAGIC_BYTES] only if there are no more
    static void refuse(byte[] head, int length) {
        if (Compression.of(head, Math.min(length, Compression.MAGIC_BYTES)) != Compression.NONE) {
            throw new RefusedException(
                    "compressed_twice",
                    "the object is compressed twice: what comes out of it is compressed once more; decompress it once");
        }
        if (length >= MAGIC_BYTES
                && TAR_MARKS.stream()
                        .anyMatch(mark -> Arrays.equals(head, TAR_MARK_AT, MAGIC_BYTES, mark, 0, mark.length))) {
            throw new RefusedException(
                    "tar_archive", "the object is a tar archive; unpack it, and let the files in it land one by one");
        }
    }
}
