package io.lamella.core.parquet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.format.Type;

/// What values mean beyond the schema, since readers go by who wrote a file.
///
/// - Spark tells the calendar of old dates by keys of its own in the footer.
/// - Hive and Spark take INT96 for local time or for UTC by the name of the writer.
///
/// @param spark the calendar, `""` for a file that Spark did not write
/// @param int96 the writer without its version, if it matters
/// @param createdBy what a file with the same meaning has to say of its writer; empty if it may say what it likes
record Dialect(String spark, String int96, Optional<String> createdBy) {
    /// That of a file of which nobody expects anything.
    static final Dialect NONE = new Dialect("", "", Optional.empty());

    private static final String SPARK = "org.apache.spark.";
    private static final List<String> CALENDAR = List.of("legacyDateTime", "legacyINT96", "timeZone");

    static Dialect of(Footer footer) {
        var spark = spark(footer.keyValues());
        boolean hasInt96 = footer.leaves().stream().anyMatch(leaf -> leaf.type() == Type.INT96);
        return hasInt96
                ? new Dialect(spark, writer(footer.createdBy()), Optional.of(footer.createdBy()))
                : new Dialect(spark, "", Optional.empty());
    }

    /// Which version of Spark it was matters only in that files without one are older than 3.
    private static String spark(Map<String, String> keyValues) {
        if (!keyValues.containsKey(SPARK + "version")) {
            return "";
        }
        var calendar = new StringBuilder(
                keyValues.getOrDefault(SPARK + "version", "").startsWith("2") ? "Spark 2" : "Spark 3 or later");
        for (var key : CALENDAR) {
            var value = keyValues.get(SPARK + key);
            if (value != null) {
                calendar.append(", ").append(key).append(' ').append(value);
            }
        }
        return calendar.toString();
    }

    private static String writer(String createdBy) {
        int version = createdBy.indexOf(" version ");
        return version < 0 ? createdBy : createdBy.substring(0, version);
    }

    /// Whether values mean the same in both.
    boolean isSame(Dialect other) {
        return spark.equals(other.spark) && int96.equals(other.int96);
    }

    @Override
    public String toString() {
        return spark + (int96.isEmpty() ? "" : " INT96 of " + int96);
    }
}
