package io.lamella.core.table;

import java.nio.charset.StandardCharsets;

/// Writes partitions as Hive does: `name=value`, joined by `/`, with what a path cannot hold as `%XX`.
public final class PartitionPath {
    /// What Hive writes in place of null and of empty text.
    public static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private final StringBuilder path = new StringBuilder();

    /// Adds a level. Empty text stands for null, as in Hive: a path has no other way to write it.
    public PartitionPath add(String name, String value) {
        if (!path.isEmpty()) {
            path.append('/');
        }
        escape(name);
        path.append('=');
        if (value.isEmpty()) {
            path.append(NULL);
        } else {
            escape(value);
        }
        return this;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private void escape(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                path.append((char) b);
            } else {
                path.append('%').append("%02X".formatted(b & 0xff));
            }
        }
    }

    /// Letters, digits and what neither S3, nor a file system, nor a reader of Hive paths takes for anything else.
    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '-'
                || b == '_'
                || b == '.'
                || b == ' ';
    }
}
