package io.lamella.pipeline.load;

import io.lamella.core.table.PartitionPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The partition values in a key: its folders that are called `name=value`, as Hive writes them.
public final class PartitionKeys {
    private PartitionKeys() {}

    /// By name, in order; empty where Hive writes null.
    public static Map<String, Optional<String>> of(String key) {
        var values = new LinkedHashMap<String, Optional<String>>();
        int start = 0;
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', start)) {
            int equals = key.indexOf('=', start);
            if (equals > start && equals < slash) {
                var value = decoded(key.substring(equals + 1, slash));
                values.put(
                        decoded(key.substring(start, equals)),
                        Optional.of(value).filter(text -> !text.equals(PartitionPath.NULL)));
            }
            start = slash + 1;
        }
        return Collections.unmodifiableMap(values);
    }

    /// With each `%XX` as the byte that it stands for.
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '%' && at + 2 < text.length() && isHex(text, at + 1) && isHex(text, at + 2)) {
                bytes.write(Integer.parseInt(text, at + 1, at + 3, 16));
                at += 3;
            } else {
                int character = text.codePointAt(at);
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(character);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String text, int at) {
        return Character.digit(text.charAt(at), 16) >= 0;
    }
}
