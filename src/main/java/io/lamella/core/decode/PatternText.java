package io.lamella.core.decode;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Text written by a pattern of [DateTimeFormatter], with English names in any case.
///
/// Strict: February 30 and 24:00 do not exist. `yyyy`, the year of an era, is what people write for `uuuu`, the year; where no
/// era is written, both mean the year of the common era.
final class PatternText {
    /// The name of the form that is read without a pattern.
    static final String ISO = "iso";

    private static final String EPOCH = "epoch-";
    private static final long COMMON_ERA = 1;

    private final DateTimeFormatter formatter;

    /// @throws IllegalArgumentException if the pattern is not one
    PatternText(String pattern) {
        if (pattern.startsWith(EPOCH)) {
            throw new IllegalArgumentException("pattern " + pattern + " must be one of epoch-seconds, epoch-millis and"
                    + " epoch-micros, and is for timestamps only");
        }
        formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .parseDefaulting(ChronoField.ERA, COMMON_ERA)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /// The patterns of a column, of which there is always one.
    static List<String> patterns(ValueFormat format) {
        return format.patterns().isEmpty() ? List.of(ISO) : format.patterns();
    }

    Optional<TemporalAccessor> read(byte[] data, int start, int end) {
        String text = new String(data, start, end - start, StandardCharsets.UTF_8);
        try {
            return Optional.of(formatter.parse(text));
        } catch (DateTimeParseException notInThisForm) {
            return Optional.empty();
        }
    }
}
