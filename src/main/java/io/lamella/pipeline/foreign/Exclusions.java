package io.lamella.pipeline.foreign;

import io.lamella.core.table.Lake;
import io.lamella.pipeline.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Folders that must not be merged, since their files are not there for themselves: somewhere it is written which of them count.
///
/// A lake of Lamella is known by its configuration, or by its receipts. Tables of Delta Lake, Iceberg and Hudi, and what Spark's
/// streams write, are known by the folders of their logs.
final class Exclusions {
    private static final List<Mark> MARKS = List.of(
            new Mark("(|.*/)_delta_log/.*", "it belongs to a Delta Lake table"),
            new Mark("(|.*/)metadata/[^/]*\\.metadata\\.json(?:\\.gz)?", "it belongs to an Iceberg table"),
            new Mark("(|.*/)metadata/version-hint\\.text", "it belongs to an Iceberg table"),
            new Mark("(|.*/)\\.hoodie/.*", "it belongs to a Hudi table"),
            new Mark("(|.*/)_spark_metadata/.*", "a stream of Spark writes it, and keeps a list of its files"));

    private static final Pattern RECEIPT = Pattern.compile("(|.*/)receipts/[^/]+/[0-9a-f]{32}\\.json");
    private static final String LAKE = "it belongs to a lake of Lamella";

    private record Mark(Pattern key, String reason) {
        Mark(String key, String reason) {
            this(Pattern.compile(key), reason);
        }
    }

    private record Excluded(String path, String reason) {}

    private final List<Excluded> excluded = new ArrayList<>();

    /// @param lakes none of whose own folders is merged
    Exclusions(String bucket, List<Lake> lakes) {
        for (var lake : lakes) {
            if (lake.bucket().equals(bucket)) {
                exclude(lake.prefix());
            }
        }
    }

    private void exclude(String lakePrefix) {
        Lake.FOLDERS.forEach(folder -> add(lakePrefix + folder, LAKE));
    }

    private void add(String path, String reason) {
        if (reason(path).isEmpty()) {
            excluded.add(new Excluded(path, reason));
        }
    }

    /// Learns from a key what surrounds it; answers whether it tells something.
    boolean learn(Location object) {
        var key = object.key();
        for (var mark : MARKS) {
            var match = mark.key().matcher(key);
            if (match.matches()) {
                add(match.group(1), mark.reason());
                return true;
            }
        }
        var receipt = RECEIPT.matcher(key);
        if (receipt.matches()) {
            exclude(receipt.group(1));
        }
        return receipt.matches();
    }

    /// Why a folder must not be merged; empty if it may be.
    Optional<String> reason(String path) {
        return excluded.stream()
                .filter(one -> path.startsWith(one.path()))
                .map(Excluded::reason)
                .findFirst();
    }

    /// Keys, besides those below a folder, that tell what surrounds it: prefixes to be listed.
    static List<String> clues(String path) {
        var clues = new ArrayList<String>();
        for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
            var parent = path.substring(0, path.lastIndexOf('/', slash - 1) + 1);
            clues.addAll(List.of(
                    parent + "_delta_log/",
                    parent + "metadata/",
                    parent + ".hoodie/",
                    parent + "_spark_metadata/",
                    parent + "receipts/"));
            if (slash == 0) {
                break;
            }
        }
        return clues;
    }
}
