package io.lamella.pipeline.foreign;

import java.util.Locale;

/// What the name and the size of a file say of it.
public enum FileKind {
    /// Hidden from readers, as `_SUCCESS`, `_metadata` and `.part-0.parquet.crc` are; also the marker of a folder.
    HIDDEN,
    /// Perhaps one of Parquet.
    PARQUET,
    /// Called one of Parquet, and too small to be.
    EMPTY,
    /// Not called one of Parquet.
    OTHER;

    /// Magic, length of the footer, magic.
    private static final int LEAST_BYTES = 12;

    /// Whether one of the folders of a path is hidden, as those are that writers are not done with. A partition is not, whatever its name
    /// begins with.
    public static boolean isHidden(String path) {
        for (var folder : path.split("/", -1)) {
            if ((folder.startsWith("_") && !folder.contains("=")) || folder.startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /// @param name without its folder
    public static FileKind of(String name, long bytes) {
        if (name.isEmpty() || name.startsWith("_") || name.startsWith(".") || name.endsWith(".crc")) {
            return HIDDEN;
        }
        var lower = name.toLowerCase(Locale.ROOT);
        // Hive gives its files no extension: 000000_0.
        boolean parquet =
                lower.endsWith(".parquet") || lower.endsWith(".parq") || lower.endsWith(".pq") || !name.contains(".");
        if (!parquet) {
            return OTHER;
        }
        return bytes < LEAST_BYTES ? EMPTY : PARQUET;
    }
}
