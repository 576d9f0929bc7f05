package io.lamella.adapter.memory;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// ETags as S3 makes them without KMS: the MD5 of what was put or of a part; of a multipart object the MD5 of its parts' MD5s and
/// their number. The same bytes, written in the same way, have the same ETag.
final class Etag {
    private Etag() {}

    static String of(Bytes bytes) {
        MessageDigest md5 = md5();
        bytes.addTo(md5);
        return HexFormat.of().formatHex(md5.digest());
    }

    static String ofParts(List<String> etags) {
        MessageDigest md5 = md5();
        etags.forEach(etag -> md5.update(HexFormat.of().parseHex(etag)));
        return HexFormat.of().formatHex(md5.digest()) + "-" + etags.size();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
