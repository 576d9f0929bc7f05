package io.lamella.entry.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// Types and statistics of a column as people read them.
final class ColumnText {
    private final String type;

    /// @param type as an inspection names it
    ColumnText(String type) {
        this.type = type;
    }

    /// Such as `INT64 timestamp(millis, utc)`.
    String type() {
        int blank = type.indexOf(' ');
        if (blank < 0) {
            return type;
        }
        var meaning = type.substring(blank + 1)
                .replace("[]", "")
                .replaceAll("(unit|bits|precision|scale)=", "")
                .replace("adjustedToUtc=true", "utc")
                .replace("adjustedToUtc=false", "local")
                .replace("signed=true", "signed")
                .replace("signed=false", "unsigned")
                .replace('[', '(')
                .replace(']', ')')
                .toLowerCase(Locale.ROOT);
        return type.substring(0, blank) + " " + meaning;
    }

    /// A value of the statistics.
    String value(String text) {
        try {
            if (isFloating()) {
                double value = Double.longBitsToDouble(Long.parseUnsignedLong(text, 16));
                return type.startsWith("DOUBLE") ? Double.toString(value) : Float.toString((float) value);
            }
            if (type.contains(" Date[")) {
                return LocalDate.ofEpochDay(Long.parseLong(text)).toString();
            }
            if (type.contains(" Timestamp[")) {
                var at = Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS);
                return type.contains("adjustedToUtc=true")
                        ? at.toString()
                        : at.atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
            }
            if (type.contains(" Time[")) {
                return LocalTime.ofNanoOfDay(1_000 * Long.parseLong(text)).toString();
            }
        } catch (RuntimeException e) {
            // A file of others may say anything; it is shown as it stands.
            return text;
        }
        return text;
    }

    private boolean isFloating() {
        return type.startsWith("FLOAT") || type.startsWith("DOUBLE") || type.contains(" Float16[");
    }

    Optional<String> least(Optional<String> one, Optional<String> other) {
        return one.flatMap(first -> other.map(second -> compare(first, second) <= 0 ? first : second));
    }

    Optional<String> greatest(Optional<String> one, Optional<String> other) {
        return one.flatMap(first -> other.map(second -> compare(first, second) >= 0 ? first : second));
    }

    private int compare(String one, String other) {
        if (isFloating()) {
            return Double.compare(Double.parseDouble(value(one)), Double.parseDouble(value(other)));
        }
        if (type.startsWith("INT") || type.contains(" Decimal[")) {
            return new BigDecimal(one).compareTo(new BigDecimal(other));
        }
        return one.compareTo(other);
    }
}
