package io.lamella.entry.cli.infer;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.ValueProbe;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A way in which the values of a column may be written, as `lamella.yaml` says it.
///
/// @param type such as `decimal(18,2)`
/// @param formats for dates and times; empty for the usual form
/// @param source the column as the configuration has it, so that whatever fits here fits there
record Written(String type, List<String> formats, ColumnSource source) {
    private static final List<String> DAYS = List.of(
            "yyyy/M/d",
            "d/M/yyyy",
            "M/d/yyyy",
            "d.M.yyyy",
            "d-M-yyyy",
            "M-d-yyyy",
            "d MMM yyyy",
            "d-MMM-yyyy",
            "MMM d, yyyy");
    private static final List<String> TIMES = List.of("H:mm:ss", "H:mm", "H:mm:ss.SSS", "h:mm:ss a", "h:mm a");

    static final Written LONG = of("int64");
    static final Written DOUBLE = of("double");
    static final Written BOOLEAN = of("boolean");
    static final Written TIME = of("time");
    static final Written UUID = of("uuid");
    static final Written JSON = of("json");
    static final Written COMPACT_DATE = of("date", "yyyyMMdd");

    /// A timestamp of more digits than it keeps.
    static final Written FINER = new Written("timestamp", List.of(), source("{type: timestamp, rounding: truncate}"));

    static final List<Written> DATES = Stream.concat(
                    Stream.of(of("date")), DAYS.stream().map(day -> of("date", day)))
            .toList();

    static final List<Written> TIMESTAMPS = timestamps();

    static Written of(String type, String... formats) {
        return of(type, List.of(formats));
    }

    static Written of(String type, List<String> formats) {
        return new Written(type, List.copyOf(formats), source(column(type, formats)));
    }

    private static ColumnSource source(String column) {
        var text = "lake: {bucket: none}\ndatasets: {x: {source: 's3://some/**', format: ndjson, columns: {x: " + column
                + "}}}";
        return ConfigLoader.parse("candidate", text)
                .datasets()
                .getFirst()
                .columns()
                .getFirst();
    }

    private static String column(String type, List<String> formats) {
        return formats.isEmpty()
                ? "{type: \"" + type + "\"}"
                : "{type: \"" + type + "\", format: " + YamlText.list(formats) + "}";
    }

    private static List<Written> timestamps() {
        var all = new ArrayList<Written>();
        all.add(of("timestamp"));
        for (var day : DAYS) {
            TIMES.forEach(time -> all.add(of("timestamp", day + " " + time)));
        }
        all.add(of("timestamp", "dd/MMM/yyyy:HH:mm:ss Z"));
        all.add(of("timestamp", "EEE, d MMM yyyy HH:mm:ss O"));
        all.add(of("timestamp", "yyyyMMdd'T'HHmmssX"));
        all.add(of("timestamp", "yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSS] VV"));
        return all;
    }

    /// Whether the first two numbers may be day and month, or month and day.
    boolean hasMonthAndDay() {
        return formats.stream().anyMatch(format -> format.matches("[dM][/-][dM][/-]yyyy.*"));
    }

    boolean hasMonthFirst() {
        return formats.stream().anyMatch(format -> format.startsWith("M"));
    }

    String format() {
        return formats.isEmpty() ? "iso" : formats.getFirst();
    }

    ValueProbe probe(boolean json) {
        return new ValueProbe(source, json);
    }
}
