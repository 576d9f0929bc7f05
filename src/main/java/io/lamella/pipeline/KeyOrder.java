package io.lamella.pipeline;

import java.util.Comparator;

/// The order in which S3 lists keys: by their UTF-8 bytes, unsigned, which is by code point.
///
/// `String`'s own order differs: it puts U+10000 and above, two surrogates in UTF-16, before U+E000 to U+FFFF.
public final class KeyOrder {
    public static final Comparator<String> BY_UTF8_BYTES = KeyOrder::compare;

    private KeyOrder() {}

    private static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
