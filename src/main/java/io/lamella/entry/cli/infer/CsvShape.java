package io.lamella.entry.cli.infer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What becomes of the first rows of a sample if it is CSV of a certain kind.
///
/// @param rows the fields of the first rows, the header too
/// @param width how many fields most of them have
/// @param same how many have so many
/// @param faulty how many rows are malformed
record CsvShape(FormatText format, List<List<String>> rows, int width, long same, long faulty) {
    private static final long ROWS = 1000;
    private static final int MAX_WIDTH = 10_000;

    /// @param lines the first of the sample
    static CsvShape of(FormatText format, char delimiter, List<SampleFile> files, List<String> lines)
            throws IOException {
        int most = lines.stream()
                .mapToInt(line -> Math.toIntExact(
                        line.chars().filter(letter -> letter == delimiter).count()))
                .max()
                .orElse(0);
        var names = IntStream.rangeClosed(0, Math.min(most, MAX_WIDTH))
                .mapToObj(number -> "f" + number)
                .toList();
        var loose =
                format.with("header", "false").with("missing-fields", "ignore").with("extra-fields", "ignore");
        var layout = new Layout(loose, Names.of(names, true), List.of(), List.of());
        var rows = new ArrayList<List<String>>();
        long faulty = 0;
        for (var file : files) {
            faulty += file.first(ROWS)
                    .read(loose.format(), layout.raw(), row -> rows.add(present(row)))
                    .rejected()
                    .size();
        }
        var widths = new HashMap<Integer, Long>();
        rows.forEach(row -> widths.merge(row.size(), 1L, Long::sum));
        var mode = widths.entrySet().stream().max(Map.Entry.comparingByValue());
        return new CsvShape(
                format,
                rows,
                mode.map(Map.Entry::getKey).orElse(0),
                mode.map(Map.Entry::getValue).orElse(0L),
                faulty);
    }

    private static List<String> present(List<Optional<String>> row) {
        return row.stream()
                .takeWhile(Optional::isPresent)
                .map(Optional::orElseThrow)
                .toList();
    }

    /// Whether it makes more of the rows than another does.
    boolean isBetterThan(CsvShape other) {
        if (width > 1 != other.width > 1) {
            return width > 1 && 2 * same > rows.size();
        }
        long good = same - faulty;
        long otherGood = other.same - other.faulty;
        return good * Math.max(1, other.rows.size()) > otherGood * Math.max(1, rows.size())
                || (good * Math.max(1, other.rows.size()) == otherGood * Math.max(1, rows.size())
                        && width > other.width);
    }
}
