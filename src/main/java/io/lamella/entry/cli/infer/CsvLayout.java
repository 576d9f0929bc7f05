package io.lamella.entry.cli.infer;

import io.lamella.core.decode.ValueProbe;
import io.lamella.entry.cli.text.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Finds out how CSV is written: delimiter, quotes, comments, header.
final class CsvLayout {
    private static final String COMMA = "\",\"";
    private static final Map<Character, String> DELIMITERS = new LinkedHashMap<>();

    static {
        DELIMITERS.put(',', COMMA);
        DELIMITERS.put('\t', "\"\\t\"");
        DELIMITERS.put(';', "\";\"");
        DELIMITERS.put('|', "\"|\"");
    }

    private final List<SampleFile> files;
    private final String charset;
    private final List<String> lines;
    private final boolean hasHeader;
    private final List<String> evidence = new ArrayList<>();
    private final List<String> unsure = new ArrayList<>();

    /// @param lines the first of the sample
    /// @param hasHeader whether there may be a header
    CsvLayout(List<SampleFile> files, String charset, List<String> lines, boolean hasHeader) {
        this.files = files;
        this.charset = charset;
        this.lines = lines;
        this.hasHeader = hasHeader;
    }

    Layout find() throws IOException {
        var shape = shape();
        var format = shape.format();
        evidence.add("%s: %,d of the first %s %s %s"
                .formatted(
                        shape.width() > 1 ? format.options().getOrDefault("delimiter", COMMA) : "one field",
                        shape.same(),
                        Figures.count(shape.rows().size(), "row"),
                        shape.same() == 1 ? "has" : "have",
                        Figures.count(shape.width(), "field")));
        if (shape.width() <= 1) {
            unsure.add("no delimiter was found, so each line is one field");
        }
        if (hasComments(shape)) {
            format = format.with("comment", "\"#\"");
            shape = CsvShape.of(format, delimiter(format), files, lines);
            unsure.add("lines that begin with # are taken for comments");
        }
        boolean header = hasHeader && isHeader(shape);
        if (!header) {
            format = format.with("header", "false");
        }
        return new Layout(format, Names.of(names(shape, header), true), evidence, unsure);
    }

    /// The best of all delimiters, and then of all ways to quote.
    private CsvShape shape() throws IOException {
        var plain = charset.equals(Lines.UTF_8)
                ? FormatText.of("csv")
                : FormatText.of("csv").with("charset", charset);
        var best = CsvShape.of(plain, ',', files, lines);
        for (var delimiter : DELIMITERS.entrySet()) {
            var format = delimiter.getKey() == ',' ? plain : plain.with("delimiter", delimiter.getValue());
            var shape = CsvShape.of(format, delimiter.getKey(), files, lines);
            best = shape.isBetterThan(best) ? shape : best;
        }
        if (best.faulty() > 0) {
            var quoted = best;
            var found = best.format();
            for (var format : List.of(found.with("escape", "\"\\\\\""), found.with("quote", "none"))) {
                var shape = CsvShape.of(format, delimiter(format), files, lines);
                best = shape.isBetterThan(best) ? shape : best;
            }
            if (best.format().options().containsKey("quote")) {
                unsure.add(("%s %s malformed if quotes enclose fields, so they are taken for text. If they do,"
                                + " remove `quote: none`, and such rows go to quarantine")
                        .formatted(Figures.count(quoted.faulty(), "row"), quoted.faulty() == 1 ? "is" : "are"));
            }
        }
        return best;
    }

    private static char delimiter(FormatText format) {
        var option = format.options().get("delimiter");
        return DELIMITERS.entrySet().stream()
                .filter(delimiter -> delimiter.getValue().equals(option))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(',');
    }

    private boolean hasComments(CsvShape shape) {
        return shape.rows().size() > 1
                && shape.rows().getFirst().getFirst().startsWith("#")
                && shape.rows().getFirst().size() != shape.width();
    }

    /// Whether the first row has text where the others have something else.
    private boolean isHeader(CsvShape shape) {
        if (shape.rows().isEmpty()) {
            return true;
        }
        var first = shape.rows().getFirst();
        var rest = shape.rows().subList(1, shape.rows().size());
        long typed = 0;
        long text = 0;
        for (int field = 0; field < first.size(); field++) {
            int number = field;
            var values = rest.stream()
                    .filter(row -> row.size() > number)
                    .map(row -> row.get(number))
                    .filter(value -> !value.isEmpty())
                    .limit(100)
                    .toList();
            boolean below = !values.isEmpty()
                    && values.stream().filter(CsvLayout::isTyped).count() * 10 >= values.size() * 9L;
            typed += isTyped(first.get(field)) ? 1 : 0;
            text += below && !isTyped(first.get(field)) ? 1 : 0;
        }
        if (text > 0) {
            evidence.add("header: %s of the first row %s text, and something else below"
                    .formatted(Figures.count(text, "field"), text == 1 ? "is" : "are"));
            return true;
        }
        if (typed > 0) {
            unsure.add("the first row looks like the others, so there is no header. Else remove `header: false`");
            return false;
        }
        unsure.add("all is text, so the first row may be a header or not; it is taken for one");
        return true;
    }

    private static boolean isTyped(String value) {
        return Typed.PROBES.stream().anyMatch(probe -> probe.takesField(value));
    }

    private List<String> names(CsvShape shape, boolean header) {
        if (header && !shape.rows().isEmpty()) {
            return shape.rows().getFirst();
        }
        int width = shape.rows().stream().mapToInt(List::size).max().orElse(1);
        return Stream.iterate(1, number -> number + 1)
                .limit(Math.max(1, width))
                .map(number -> "column_" + number)
                .toList();
    }

    /// What no name of a field looks like.
    private static final class Typed {
        static final List<ValueProbe> PROBES = Stream.of(
                        Written.DOUBLE, Written.of("date"), Written.of("timestamp"), Written.UUID)
                .map(written -> written.probe(false))
                .toList();
    }
}
