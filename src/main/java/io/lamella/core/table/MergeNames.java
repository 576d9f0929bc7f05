package io.lamella.core.table;

import java.util.List;
import java.util.regex.Pattern;

/// The names of what merging leaves in a folder that others write to.
public final class MergeNames {
    /// What is under way in the folder. Names that begin like this are hidden from readers of Hive's kind.
    public static final String CLAIM = "_lamella-merge.json";

    private static final Pattern MERGED = Pattern.compile("merged-[0-9a-f]{32}\\.parquet");

    private MergeNames() {}

    /// The name of the file that takes the place of others: always the same for the same versions of the same files, and never
    /// the same for any other.
    public static String merged(List<MergeManifest.Replaced> replaced) {
        var text = new StringBuilder();
        for (var file : replaced) {
            text.append(file.name().length())
                    .append(':')
                    .append(file.name())
                    .append(' ')
                    .append(file.etag())
                    .append(' ')
                    .append(file.modified())
                    .append('\n');
        }
        return "merged-" + Fingerprint.of(text.toString()) + ".parquet";
    }

    public static boolean isMerged(String name) {
        return MERGED.matcher(name).matches();
    }
}
