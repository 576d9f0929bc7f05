package io.lamella.core.table;

import java.nio.charset.StandardCharsets;

/// Writes partitions as Hive does: `name=value`, joined by `/`, with what a path cannot hold as `%XX`.
///
/// Letters beyond ASCII stand as they are: Hive, Spark and Trino take each `%XX` for a character, and would read `ü` as `Ã¼`.
public final class PartitionPath {
    /// What Hive writes in place of null and of empty text.
    public static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private static final int LAST_OF_ASCII = 0x7f;

    /// The last two code points of each plane are no characters, and XML has no way to list them.
    private static final int NONE = 0xfffe;

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

    /// What the folders of a level are called, up to the `=`.
    public static String folder(String name) {
        var path = new PartitionPath().add(name, "value").toString();
        return path.substring(0, path.lastIndexOf('='));
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private void escape(String text) {
        text.codePoints().forEach(character -> {
            if (isPlain(character)) {
                path.appendCodePoint(character);
            } else {
                for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    path.append('%').append("%02X".formatted(b & 0xff));
                }
            }
        });
    }

    /// Letters, digits and what neither S3, nor a file system, nor a reader of Hive paths takes for anything else.
    private static boolean isPlain(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character == '-'
                || character == '_'
                || character == '.'
                || character == ' '
                || (character > LAST_OF_ASCII && (character & NONE) != NONE);
    }
}
