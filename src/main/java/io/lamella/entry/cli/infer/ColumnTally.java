package io.lamella.entry.cli.infer;

import io.lamella.core.schema.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// All that a sample shows of one column.
final class ColumnTally {
    /// Texts that many programs write in place of null.
    private static final Set<String> NULL_WORDS =
            Set.of("NULL", "null", "Null", "NA", "N/A", "n/a", "\\N", "-", "None", "none", "nil", "#N/A", "nan", "NaN");

    private static final Pattern OFFSET =
            Pattern.compile(".*\\d(?:Z| GMT| UTC| [A-Z][A-Za-z]+/[\\w/+-]+|\\s?[+-]\\d\\d:?(?:\\d\\d)?)");

    private final boolean json;
    private final int depth;
    private final Numbers numbers = new Numbers();
    private final CommaNumbers commaNumbers = new CommaNumbers();
    private final Map<String, Long> nullWords = new LinkedHashMap<>();
    private final List<Trial> dates;
    private final List<Trial> timestamps;
    private final Map<Written, Trial> others = new LinkedHashMap<>();
    private long rows;
    private long values;
    private long strings;
    private long composites;
    private Optional<NestedTally> nested = Optional.empty();
    private long someDate;
    private long someTimestamp;
    private long offsets;
    private long onlyBits;
    private Optional<String> example = Optional.empty();

    /// @param json whether values are JSON, as it is written, rather than fields of CSV
    ColumnTally(boolean json) {
        this(json, 0);
    }

    /// @param depth how many arrays and objects the values stand in
    ColumnTally(boolean json, int depth) {
        this.json = json;
        this.depth = depth;
        dates = Written.DATES.stream().map(written -> new Trial(written, json)).toList();
        timestamps = Written.TIMESTAMPS.stream()
                .map(written -> new Trial(written, json))
                .toList();
        for (var written : List.of(
                Written.LONG,
                Written.DOUBLE,
                Written.BOOLEAN,
                Written.TIME,
                Written.FINER,
                Written.UUID,
                Written.JSON,
                Written.COMPACT_DATE)) {
            others.put(written, new Trial(written, json));
        }
    }

    /// Takes the field of one more row.
    void add(Optional<String> field) {
        rows++;
        field.filter(value -> !isEmpty(value)).ifPresent(this::addValue);
    }

    private boolean isEmpty(String value) {
        return value.isEmpty() || (json && (value.equals("null") || value.equals("\"\"")));
    }

    private void addValue(String value) {
        boolean string = !json || value.startsWith("\"");
        String text = json && string ? value.substring(1, value.length() - 1) : value;
        if (string && NULL_WORDS.contains(text)) {
            nullWords.merge(text, 1L, Long::sum);
            return;
        }
        values++;
        example = example.or(() -> Optional.of(text));
        strings += string ? 1 : 0;
        if (value.startsWith("{") || value.startsWith("[")) {
            addComposite(value);
        }
        onlyBits += text.equals("0") || text.equals("1") ? 1 : 0;
        offsets += OFFSET.matcher(text).matches() ? 1 : 0;
        numbers.add(text);
        commaNumbers.add(text);
        others.values().forEach(trial -> trial.add(value));
        someDate += fitsAny(dates, value) ? 1 : 0;
        someTimestamp += fitsAny(timestamps, value) ? 1 : 0;
    }

    private void addComposite(String value) {
        composites++;
        if (depth < ColumnType.MAX_DEPTH) {
            var all = nested.orElseGet(() -> new NestedTally(depth));
            all.add(value);
            nested = Optional.of(all);
        }
    }

    private static boolean fitsAny(List<Trial> trials, String value) {
        boolean any = false;
        for (var trial : trials) {
            any |= trial.add(value);
        }
        return any;
    }

    boolean json() {
        return json;
    }

    long rows() {
        return rows;
    }

    /// Those that are neither missing nor null nor empty nor a word for null.
    long values() {
        return values;
    }

    /// Of them, those that are fields of CSV or JSON strings.
    long strings() {
        return strings;
    }

    /// Of them, those that begin as JSON objects or arrays.
    long composites() {
        return composites;
    }

    /// What is in those.
    Optional<NestedTally> nested() {
        return nested;
    }

    /// Of them, those that are 0 or 1.
    long onlyBits() {
        return onlyBits;
    }

    /// Of them, those that end with an offset from UTC, or a zone.
    long offsets() {
        return offsets;
    }

    Numbers numbers() {
        return numbers;
    }

    CommaNumbers commaNumbers() {
        return commaNumbers;
    }

    /// Whether it has numbers with decimal commas, and nothing else.
    boolean hasDecimalCommas() {
        return commaNumbers.areDecimal(values);
    }

    /// Words that may mean null, and how often they occur.
    Map<String, Long> nullWords() {
        return nullWords;
    }

    /// Those that are no value of a type: a floating-point number may be none.
    Map<String, Long> nullWords(String type) {
        var words = new LinkedHashMap<>(nullWords);
        if (type.equals("double")) {
            words.keySet().removeIf(word -> word.equalsIgnoreCase("nan"));
        }
        return words;
    }

    Optional<String> example() {
        return example;
    }

    boolean all(Written written) {
        return values > 0 && trial(written).fits() == values;
    }

    Trial trial(Written written) {
        var trial = others.get(written);
        if (trial == null) {
            throw new IllegalArgumentException(written.type() + " was not tried");
        }
        return trial;
    }

    /// Ways of writing dates, all of which were tried.
    List<Trial> dates() {
        return dates;
    }

    List<Trial> timestamps() {
        return timestamps;
    }

    /// Whether each value is written in one of these ways.
    boolean areAllDates() {
        return values > 0 && someDate == values;
    }

    boolean areAllTimestamps() {
        return values > 0 && someTimestamp == values;
    }

    /// What most of the values are, if they are not all of it.
    Optional<Trial> nearest() {
        var all = new ArrayList<>(others.values());
        all.removeAll(List.of(trial(Written.JSON), trial(Written.FINER)));
        all.addAll(dates);
        all.addAll(timestamps);
        return all.stream()
                .filter(trial -> trial.fits() < values && trial.fits() * 10 >= values * 8)
                .reduce((one, other) -> other.fits() > one.fits() ? other : one);
    }
}
